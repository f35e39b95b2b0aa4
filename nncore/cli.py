"""The command line: nncore train | slice | info | check | recover | mnist  (also python -m nncore)."""

import argparse
import io
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

import nncore
from nncore.data import load_unseen
from nncore.download import MIRRORS
from nncore.store.npz import check_target, open_file, with_suffix
from nncore.store.recipe import data_of, differences, make_plan, plan_of
from nncore.store.recorder import RECIPE, Rows, partial_of
from nncore.training import EPOCHS, carry_out

TOLERANCE = 1e-6     # of a gradient's check
DEFAULTS = {"data": "digits", "sizes": (784, 16, 16, 10), "activation": "sigmoid", "learning_rate": 1.5, "batch_size": 100,
            "epochs": None, "steps": None, "seed": 0, "record": None}  # of train, where --like does not say


def main(argv=None):
    """Run one command. The exit code: 0 done, 1 it failed (one line on stderr says why), 2 the call was wrong."""
    args = _parser().parse_args(argv)
    try:
        return args.run(args) or 0
    except nncore.InputError as error:
        return _say(error, 2)
    except (nncore.NncoreError, OSError) as error:
        return _say(error, 1)
    except MemoryError:
        return _say("not enough memory; take fewer points, a smaller batch or fewer kept states", 1)
    except KeyboardInterrupt:
        return _say("interrupted; nothing was saved", 1)


def train(args):
    """Train a network, record the run, and evaluate every kept state on unseen digits."""
    out, partial = with_suffix(args.out), partial_of(args.out)
    check_target(out)  # before an hour's training, not after
    like = None if args.like is None else nncore.Recording.load(args.like, verify=True)
    plan, unseen = _plan(args, like)
    begun = (partial / RECIPE).exists()
    if out.exists() and not (args.resume and begun) and _is_whole(out, plan, args, like):
        print(f"{out}: this run is whole already; nothing to continue")
        return 0
    _say(f"while it trains, its rows are kept in {partial}: killed, --resume goes on from them, and `nncore recover` makes a "
         "recording of them" + ("; what an earlier run had there goes" if begun and not args.resume else ""))
    try:
        with Bar("training", plan.until) as bar:
            run = carry_out(plan, lambda step, theta, gradient: bar(step), out, args.resume)
    except nncore.Diverged as error:
        run = error.run
    except KeyboardInterrupt:
        return _say("interrupted; the same command with --resume goes on from the last state that was kept, and `nncore recover "
                    f"{partial}` makes a recording of what is there", 1)
    if like is not None:
        run = _compared(run, like, args, partial)
    elif "diverged" in run.recipe:
        if not out.exists():
            run.save(out)
        raise nncore.NncoreError(
            f"training diverged: after {run.recipe['diverged']} steps the cost or theta is no longer finite, with --learning-rate "
            f"{plan.rate(0):g}. Try a smaller one; the states until then are kept in {partial if partial.exists() else out}")
    elif unseen is not None:
        run = run.with_arrays(**run.evaluate(unseen)._asdict())
    run.save(out, like and like.made_by)
    scores = f"; on unseen digits cost {run['cost'][-1]:.4f}, accuracy {run['accuracy'][-1]:.2%}" if unseen is not None else ""
    print(f"{out}: {plan.net} on {_printable(plan.data.name)}, {len(run.batch_cost)} steps, {len(run.step)} states kept{scores}")


def _plan(args, like):
    """The Plan that the arguments ask for, and the data to evaluate it on (None where there are none)."""
    if like is None:
        how = argparse.Namespace(**DEFAULTS | vars(args))
        train_set, test_set = _data(how)
        epochs = EPOCHS if how.epochs is None and how.steps is None else how.epochs
        return make_plan(nncore.Network(how.sizes, how.activation), train_set, how.learning_rate, how.batch_size, epochs,
                         how.steps, how.seed, record=how.record), test_set
    given = [f"--{name.replace('_', '-')}" for name in DEFAULTS if hasattr(args, name) and name != "data"]
    if given:
        raise nncore.InputError(f"--like takes the whole recipe; leave out {', '.join(given)}")
    return plan_of(like.recipe, like.arrays, _data(args)[0] if hasattr(args, "data") else None, args.mnist_dir), None


def _is_whole(out, plan, args, like):
    """Whether --resume finds this very run at `out`. Raises InputError where another stands there that is not to be
    replaced: with --resume, or because it holds arrays that the new one would not have."""
    there = nncore.Recording.load(out, verify=True)
    told = differences(there.recipe, plan.recipe, ("versions", "made_by", "diverged", "stopped"))
    if args.resume and told:
        raise nncore.InputError(f"{out} is another run, and whole: {told}. Choose another --out, or leave out --resume "
                                "to replace it.")
    own = sorted({*there} - {"cost", "accuracy", *(like or ())})
    if own and not args.resume:
        raise nncore.InputError(f"{out} holds arrays that a new run would not have: {', '.join(own)}. Choose another --out, or "
                                "remove it.")
    return args.resume


def _compared(run, like, args, partial):
    """The run with the derived arrays of its model, which hold for it: it is the same to the byte."""
    differ = [name for name, entry in run.manifest.items() if entry != like.manifest.get(name)]
    if differ:
        raise nncore.NncoreError(
            f"this is not what {args.like} promised: {', '.join(differ)} differ. It was made with {like.recipe['versions']}, this "
            f"is {run.recipe['versions']}; another numpy or processor may add in another order. What was made is kept in {partial}.")
    print(f"the same bytes as {args.like}: {', '.join(run.manifest)}; taken over from there: {', '.join(like) or 'nothing'}")
    return run.with_arrays(**{name: like[name] for name in like})


def recover(args):
    """Make a recording of what a killed or interrupted run has left in its .partial folder."""
    out, rows = with_suffix(args.out or str(Path(args.folder)).removesuffix(".partial")), Rows(args.folder)
    if out.exists():
        raise nncore.InputError(f"{out} is there already; name another file with --out")
    recipe = {key: value for key, value in rows.recipe.items() if key != "arrays"}
    nncore.Recording(recipe | ({} if rows.first == recipe["steps"] else {"stopped": rows.first}), rows.arrays()).save(out)
    print(f"{out}: {rows.states} states, up to step {rows.first} of {recipe['steps']}. {args.folder} is left as it is: --resume "
          "can still go on from it")


def slice_(args):
    """The cost over a plane through a recording, or along the line from its first state to its last."""
    run = nncore.Recording.load(args.recording, verify=True)
    seen, unseen = _data_of(run, args)
    where = {"line": lambda: nncore.Line(run.theta[0], run.trained), "pca": lambda: nncore.Plane.pca(run.theta),
             "random": lambda: nncore.Plane.random(run.network, run.trained, seed=args.seed)}[args.through]()
    coordinates, distance = where.project(run.theta)
    grid = np.linspace(-args.reach, 1 + args.reach, args.points)
    alphas, betas = grid, None
    if args.through != "line":
        low, high = coordinates.min(axis=0), coordinates.max(axis=0)
        if args.through == "random":  # the path may stand still in a random plane: look one length around it instead
            low, high = np.minimum(low, -1), np.maximum(high, 1)
        alphas, betas = (low[i] + (high[i] - low[i]) * grid for i in (0, 1))
    with Bar("slicing", 1) as bar:
        surface = nncore.slice_cost(run.network, seen if unseen is None else unseen, where, alphas, betas, bar)
    arrays = {"alphas": alphas, "cost": surface.cost, "path": coordinates, "distance": distance}
    _save_npz(with_suffix(args.out), arrays | ({"slope": surface.slope} if betas is None else {"betas": betas}))
    print(f"{with_suffix(args.out)}: cost {surface.cost.min():.4f} to {surface.cost.max():.4f} over {surface.cost.size} points; "
          f"the path runs up to {distance.max():.4f} from the {'line' if betas is None else 'plane'}")


def info(args):
    """What a recording holds, and with --verify whether every byte is as it was recorded."""
    run = nncore.Recording.load(args.recording, verify=args.verify)
    recipe, data = run.recipe, run.recipe["data"]
    rate = "changing" if recipe["learning_rate"] == "array" else recipe["learning_rate"]
    print(f"{with_suffix(args.recording)}: {run.network}, {run.network.n_parameters} parameters, {', '.join(run.network.activations)}")
    print(f"data      {_printable(data['name'])}, {data['examples']} examples, sha256 {_printable(data['sha256'])}")
    print(f"training  learning rate {rate}, batch {recipe['batch_size'] or 'full'}, "
          f"{len(run.batch_cost)} steps, seed {recipe['seed']}")
    for name, entry in run.manifest.items():
        print(f"  {name:14} {entry['dtype']} {tuple(entry['shape'])}")
    print(f"sha256    {run.sha256}{' (verified)' if args.verify else ''}")


def check(args):
    """Compare a recording's gradient with nudges of every parameter, at its first and its last state."""
    run = nncore.Recording.load(args.recording, verify=True)
    data, size, worst = _data_of(run, args)[0].take(slice(0, args.examples)), run.network.n_parameters, 0.0
    with Bar("checking", 2 * size) as bar:
        for k, name in enumerate(("first", "last")):
            error = nncore.check_gradient(run.network, data, run.theta[-k], lambda done, _, k=k: bar(done + k * size))
            worst = max(worst, error)
            print(f"{name} state: largest relative error of {size} entries {error:.1e}")
    return 0 if worst < TOLERANCE else _say(f"the gradient is wrong: its error should be below {TOLERANCE:g}", 1)


def mnist(args):
    """Fetch the four files of MNIST into a folder and check them."""
    bars = {}

    def progress(name, done, total):
        if name not in bars:
            bars[name] = Bar(name, total or 1).__enter__()
        bars[name](done)
        if done == total:
            bars[name].__exit__(None)

    fetched = nncore.fetch_mnist(args.folder, [args.mirror] if args.mirror else MIRRORS, progress)
    print(f"{args.folder}: {len(fetched)} files fetched, {4 - len(fetched)} were there; all four are right")


# -- data and places -----------------------------------------------------------------------------------


def _data(args):
    """(train, test), as --data says; test is None where no examples are kept apart."""
    if args.data == "digits":
        return nncore.load_digits().split(test_size=0.2, seed=0)
    if args.data != "mnist":
        return _own(Path(args.data)), None
    if args.mnist_dir is None:
        raise nncore.InputError("--data mnist needs --mnist-dir DIR; `nncore mnist DIR` fetches the files")
    return nncore.load_mnist(args.mnist_dir, "train"), nncore.load_mnist(args.mnist_dir, "test")


def _own(path):
    """Somebody's .npz with x and labels, or y, or both; pictures (n, height, width) are flattened."""
    try:
        with open_file(path) as opened, np.load(opened, allow_pickle=False) as file:
            arrays = {name: file[name] for name in ("x", "y", "labels") if name in file}
    except Exception as error:      # whatever it holds: numpy has no one word for a file that it cannot read
        raise nncore.DataError(f"--data must be digits, mnist, or an .npz file with x and labels (or y); {path} cannot be read: "
                               f"{error}") from error
    if "x" not in arrays or len(arrays) < 2:
        raise nncore.DataError(f"{path} must hold x (n, inputs), one row per example, and labels (n,) or y (n, outputs); it holds "
                               f"{', '.join(arrays) or 'none of them'}")
    x, shape = arrays["x"], arrays["x"].shape[1:] if arrays["x"].ndim == 3 else None
    x = x if shape is None else x.reshape(len(x), -1)
    if "y" in arrays:
        return nncore.Dataset(x, arrays["y"], arrays.get("labels"), shape, path.stem)
    return nncore.Dataset(x, arrays["labels"], None, shape, path.stem)


def _data_of(run, args):
    """(train, test) of a recording; test is None where no examples were kept apart. --data asks for others."""
    if args.data is not None:
        return _data(args)
    data = data_of(run.recipe, run.arrays, args.mnist_dir)
    return data, load_unseen(data, args.mnist_dir)


def _save_npz(path, arrays):
    """Write all the arrays or none: into a temporary sibling first."""
    packed = io.BytesIO()  # not to the file at once: where a disk is full, numpy 1 complains a second time, and later
    np.savez(packed, **arrays)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{path.name}-", dir=path.parent) as folder:
        (Path(folder) / "slice.npz").write_bytes(packed.getvalue())
        (Path(folder) / "slice.npz").replace(path)


# -- what the command line takes, and what it says -----------------------------------------------------


def _parser():
    parser = argparse.ArgumentParser(prog="nncore", description="Train small networks, record the run, slice its cost.")
    parser.add_argument("--version", action="version", version=nncore.__version__)
    commands = parser.add_subparsers(required=True, metavar="train|slice|info|check|recover|mnist")

    def command(name, run, example):
        sub = commands.add_parser(name, help=run.__doc__.split(".")[0], description=run.__doc__,
                                  epilog=f"example: nncore {name} {example}")
        sub.set_defaults(run=run)
        return sub.add_argument

    def ask_data(add, default=None, words="another data set than the recording's own"):
        add("--data", default=default, metavar="digits|mnist|FILE", help=f"{words}; FILE: an .npz with x and labels (or y)")
        add("--mnist-dir", help="the folder of the four MNIST files")

    add = command("train", train, "--epochs 60 --out mine.npz")
    add("--out", required=True, help="the file to write, an .npz")
    add("--resume", action="store_true", help="go on where the same command was interrupted, if it was")
    add("--like", metavar="FILE", help="make the run of this recording again, to the byte")
    ask_data(add, argparse.SUPPRESS, "the data set (digits)")
    for name, kind, words in (
            ("sizes", _sizes, "neurons per layer (784,16,16,10)"),
            ("activation", _names, "sigmoid, tanh, relu, identity or step, or one for each layer: tanh,sigmoid,sigmoid"),
            ("learning-rate", float, f"({DEFAULTS['learning_rate']})"),
            ("batch-size", _batch, f"examples a step, or full ({DEFAULTS['batch_size']})"),
            ("epochs", _count, f"passes over the data ({EPOCHS}); or"), ("steps", _count, "single steps"),
            ("seed", _seed, "of the start and of the order of the examples (0)"),
            ("record", _count, "keep every so many states; default: the first 50, then fewer")):
        add(f"--{name}", type=kind, default=argparse.SUPPRESS, help=words)  # not there where not given: --like may say it

    add = command("slice", slice_, "mine.npz --out slice.npz")
    add("recording")
    add("--out", required=True, help="the .npz file to write: alphas, betas, cost, path, distance")
    ask_data(add)
    add("--through", choices=("pca", "random", "line"), default="pca",
        help="the plane of the path, two random directions at its end, or the line from start to end")
    add("--points", type=_count, default=51, help="grid points each way (51)")
    add("--reach", type=float, default=0.3, help="how far beyond the path, as a share of it (0.3)")
    add("--seed", type=_seed, default=0, help="of the random directions (0)")

    add = command("info", info, "mine.npz --verify")
    add("recording")
    add("--verify", action="store_true", help="compare every hash")

    add = command("check", check, "mine.npz")
    add("recording")
    ask_data(add)
    add("--examples", type=_count, default=10, help="how many training examples to check with (10)")

    add = command("recover", recover, "mine.npz.partial")
    add("folder", help="what a killed run has left")
    add("--out", help="the file to write; default: the name of the folder without .partial")

    add = command("mnist", mnist, "data/mnist")
    add("folder", help="where to")
    add("--mirror", help="an http(s) address that has the four .gz files, instead of the public ones")
    return parser


def _count(text, wanted="a whole number, 1 or more", least=1):
    if not text.isdecimal() or int(text) < least:
        raise argparse.ArgumentTypeError(f"{wanted}; got {text!r}")
    return int(text)


def _sizes(text):
    return tuple(_count(n, "sizes like 784,16,16,10") for n in text.replace("-", ",").split(","))


def _names(text):
    return tuple(text.split(",")) if "," in text else text


def _batch(text):
    return None if text == "full" else _count(text, "a number of examples, 1 or more, or full")


def _seed(text):
    return _count(text, "a whole number, 0 or more", least=0)


class Bar:
    """`with Bar("training", total) as bar: ... bar(done)`: a line on stderr that fills, ten times a second at most.

    On a terminal only: a log file gets one line at the end.
    """

    def __init__(self, label, total):
        self.label, self.total, self.done, self.drawn, self.began = label, total, 0, 0.0, time.monotonic()

    def __call__(self, done, total=None):
        self.done, self.total = done, total or self.total
        if sys.stderr.isatty() and time.monotonic() - self.drawn > 0.1:
            self._draw(end="")

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        self.done = self.total if kind is None else self.done
        if kind is None or sys.stderr.isatty():  # an error in a log file stays one line
            self._draw(end="\n")

    def _draw(self, end):
        self.drawn = time.monotonic()
        share = min(self.done / self.total, 1.0) if self.total else 1.0
        print(f"{chr(13) * sys.stderr.isatty()}{self.label} [{'#' * round(share * 30):.<30}] {share:4.0%} "
              f"{self.drawn - self.began:.1f} s", end=end, file=sys.stderr, flush=True)


def _say(text, code=0):
    print(f"nncore: {_printable(' '.join(str(text).split()))}", file=sys.stderr)
    return code


def _printable(text):
    """As it is, but for what a terminal would obey: a recording may come from anywhere."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
