"""The command line: nncore train | slice | info | check | recover | mnist  (also python -m nncore)."""

import argparse
import sys
import tempfile
import time
import zipfile
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

import nncore
from nncore.data import load_unseen
from nncore.download import MIRRORS
from nncore.errors import require
from nncore.store.npz import check_target, open_file, with_suffix
from nncore.store.recipe import BATCH, EPOCHS, RATE, data_of, differences, make_plan, plan_of
from nncore.store.recorder import BEGUN, PLACE, partial_of, rows_of
from nncore.training import carry_out

DEFAULTS = {"data": "digits", "sizes": (784, 16, 16, 10), "activation": "sigmoid", "learning_rate": RATE, "batch_size": BATCH,
            "epochs": None, "steps": None, "seed": 0, "record": None}  # of train, where neither options nor --like say

def main(argv=None):
    """Run one command. The exit code: 0 done, 1 it failed (one line on stderr says why), 2 the call was wrong."""
    args = _parser().parse_args(argv)
    try:
        return args.run(args) or 0
    except (nncore.NncoreError, OSError) as error:
        return _say(error, 2 if isinstance(error, nncore.InputError) else 1)
    except (MemoryError, KeyboardInterrupt) as error:
        return _say("interrupted; nothing was saved" if isinstance(error, KeyboardInterrupt) else "not enough memory: take less", 1)

def train(args):
    """Train a network, record the run, and evaluate every kept state on unseen digits."""
    out, folder = with_suffix(args.out), partial_of(args.out)
    check_target(out)  # before an hour's training, not after
    like = None if args.like is None else nncore.Recording.load(args.like, verify=True)
    plan, unseen = _plan(args, like)
    begun = (folder / BEGUN).exists()
    if out.exists() and not (args.resume and begun) and _is_whole(out, plan, args, like):
        return print(f"{out}: this run is whole already; nothing to continue")
    _say(f"kept in {folder} until it is whole: killed, --resume goes on from there, and `nncore recover` makes a recording of it"
         + ("; what an earlier run had there goes" if begun and not args.resume else ""))
    try:
        with bar("training", plan.until) as tick:
            run = carry_out(plan, lambda step, theta, gradient: tick(step), out, args.resume)
    except nncore.Diverged as error:
        run = error.run
    except KeyboardInterrupt:
        return _say(f"interrupted; with --resume it goes on from there, `nncore recover {folder}` makes a recording of it", 1)
    if like is not None:
        run = _compared(run, like, args, folder)
    elif "diverged" in run.recipe:
        if not out.exists():
            run.save(out)
        raise nncore.NncoreError(f"training diverged: after {run.recipe['diverged']} steps the cost or theta is no longer finite. Try a "
                                 f"smaller --learning-rate; the states until then are kept in {folder if folder.exists() else out}")
    elif unseen is not None:
        run = run.with_arrays(**run.evaluate(unseen)._asdict())
    run.save(out, like and like.recipe.get("made_by"))
    scores = f"; on unseen digits cost {run['cost'][-1]:.4f}, accuracy {run['accuracy'][-1]:.2%}" if unseen is not None else ""
    print(f"{out}: {plan.net} on {_printable(plan.data.name)}, {len(run.batch_cost)} steps, {len(run.step)} states kept{scores}")

def _plan(args, like):
    """The Plan that the arguments ask for, and the data to evaluate it on (None where there are none)."""
    given = {name: getattr(args, name) for name in DEFAULTS if getattr(args, name) is not None}
    if like is None:
        how = argparse.Namespace(**vars(args) | DEFAULTS | given)
        data, unseen = _data(how)
        epochs, size = EPOCHS if how.epochs is how.steps is None else how.epochs, None if how.batch_size == "full" else how.batch_size
        return make_plan(nncore.Network(how.sizes, how.activation), data, how.learning_rate, size, epochs, how.steps, how.seed,
                         record=how.record), unseen
    odd = [f"--{name.replace('_', '-')}" for name in given if name != "data"]
    require(not odd, f"--like takes the whole recipe; leave out {', '.join(odd)}")
    return plan_of(like.recipe, like.arrays, _data(args)[0] if given else None, args.mnist_dir), None

def _is_whole(out, plan, args, like):
    """Whether --resume finds this very run at `out`. Raises InputError where what stands there is not to be replaced."""
    there = nncore.Recording.load(out, verify=True)
    told = differences(there.recipe, plan.recipe, ("versions", "made_by", "diverged"))
    require(not (args.resume and told), f"{out} is another run, and whole: {told}. Choose another --out, or leave out --resume.")
    own = sorted({*there} - {"cost", "accuracy", *(like or ())})
    require(args.resume or not own, f"{out} holds arrays that a new run would not have: {', '.join(own)}. Choose another --out.")
    return args.resume

def _compared(run, like, args, folder):
    """The run with the derived arrays of its model, which hold for it: it is the same to the byte."""
    differ = [name for name, entry in run.manifest.items() if entry != like.manifest.get(name)]
    require(not differ, f"this is not what {args.like} promised: {', '.join(differ)} differ. {like.recipe['versions']} made that, "
            f"{run.recipe['versions']} this; another processor may add in another order. It is kept in {folder}.", nncore.NncoreError)
    print(f"the same bytes as {args.like}: {', '.join(run.manifest)}; taken over from there: {', '.join(like) or 'nothing'}")
    return run.with_arrays(**{name: like[name] for name in like})

def recover(args):
    """Make a recording of what a killed or interrupted run has left in its .partial folder."""
    out, (recipe, arrays) = with_suffix(args.out or str(Path(args.folder)).removesuffix(".partial")), rows_of(args.folder)
    first, states = len(arrays["batch_cost"]), len(arrays["theta"])
    require(not out.exists(), f"{out} is there already; name another file with --out")
    require(states, f"{args.folder} holds no state yet: there is nothing to make a recording of")
    recipe = {key: value for key, value in recipe.items() if key not in ("arrays", "sha256")}
    recipe |= {"stopped": first} if first < recipe["steps"] else {}
    nncore.Recording(recipe, {name: array for name, array in arrays.items() if name != PLACE}).save(out)
    print(f"{out}: {states} states, up to step {first} of {recipe['steps']}. {args.folder} stays: --resume can still go on from it")

def slice_(args):
    """The cost over a plane through a recording, or along the line from its first state to its last."""
    run, out = nncore.Recording.load(args.recording, verify=True), with_suffix(args.out)
    require(not out.exists() or _is_slice(out), f"{out} is there already, and no slice: it is not replaced. Name another file.")
    seen, unseen = _data_of(run, args)
    where: Any = {"line": lambda: nncore.Line(run.theta[0], run.trained), "pca": lambda: nncore.Plane.pca(run.theta),
             "random": lambda: nncore.Plane.random(run.network, run.trained, seed=args.seed)}[args.through]()
    path, distance = where.project(run.theta)
    grid, low, high = np.linspace(-args.reach, 1 + args.reach, args.points), path.min(axis=0), path.max(axis=0)
    if args.through == "random":  # the path may stand still in a random plane: look one length around it instead
        low, high = np.minimum(low, -1), np.maximum(high, 1)
    axes = {"alphas": grid} if args.through == "line" else {
        name: low[i] + (high[i] - low[i]) * grid for i, name in enumerate(("alphas", "betas"))}
    with bar("slicing", 1) as tick:
        found = nncore.slice_cost(run.network, seen if unseen is None else unseen, where, **axes, progress=tick)
    axes |= {} if found.slope is None else {"slope": found.slope}
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as folder:  # all the arrays or none
        np.savez(Path(folder, "slice.npz"), **axes, cost=found.cost, path=path, distance=distance)
        Path(folder, "slice.npz").replace(out)
    print(f"{out}: cost {found.cost.min():.4f} to {found.cost.max():.4f} over {found.cost.size} points; "
          f"the path runs up to {distance.max():.4f} from the {type(where).__name__.lower()}")

def _is_slice(path):
    with suppress(OSError, zipfile.BadZipFile), zipfile.ZipFile(path) as file:
        return {*file.namelist()} - {"betas.npy", "slope.npy"} == {"alphas.npy", "cost.npy", "path.npy", "distance.npy"}

def info(args):
    """What a recording holds, and with --verify whether every byte is as it was recorded."""
    run = nncore.Recording.load(args.recording, verify=args.verify)
    recipe, data, net = run.recipe, run.recipe["data"], run.network
    print(f"{with_suffix(args.recording)}: {net}, {net.n_parameters} parameters, {', '.join(net.activations)}",
          f"data      {_printable(data['name'])}, {data['examples']} examples, sha256 {_printable(data['sha256'])}",
          f"training  learning rate {recipe['learning_rate']}, batch {recipe['batch_size'] or 'full'}, {len(run.batch_cost)} steps, "
          f"seed {recipe['seed']}", *(f"  {name:14} {entry['dtype']} {(*entry['shape'],)}" for name, entry in run.manifest.items()),
          f"sha256    {run.sha256}{' (verified)' if args.verify else ''}", sep="\n")

def check(args):
    """Compare a recording's gradient with nudges of every parameter, at its first and its last state."""
    run = nncore.Recording.load(args.recording, verify=True)
    data, size, errors = _data_of(run, args)[0].take(slice(args.examples)), run.network.n_parameters, list[float]()
    with bar("checking", 2 * size) as tick:
        for theta in (run.theta[0], run.trained):
            errors.append(nncore.check_gradient(run.network, data, theta, lambda done, _: tick(done + len(errors) * size)))
    print("first state, last state: largest relative error of {} entries {:.1e}, {:.1e}".format(size, *errors))
    return 0 if np.max(errors) < 1e-6 else _say("the gradient is wrong: its error should be below 1e-6", 1)

def mnist(args):
    """Fetch the four files of MNIST into a folder and check them."""
    with bar("fetching", 1) as tick:
        fetched = nncore.fetch_mnist(args.folder, [args.mirror] if args.mirror else MIRRORS, lambda name, *done: tick(*done))
    print(f"{args.folder}: {len(fetched)} files fetched, {4 - len(fetched)} were there; all four are right")

def _data(args):
    """(train, test), as --data says; test is None where no examples are kept apart."""
    if args.data == "digits":
        return nncore.load_digits().split(test_size=0.2, seed=0)
    if args.data != "mnist":
        return _own(Path(args.data)), None
    require(args.mnist_dir is not None, "--data mnist needs --mnist-dir DIR; `nncore mnist DIR` fetches the files")
    return nncore.load_mnist(args.mnist_dir, "train"), nncore.load_mnist(args.mnist_dir, "test")

def _data_of(run, args):
    """(train, test) of a recording; test is None where no examples were kept apart. --data asks for others."""
    data = data_of(run.recipe, run.arrays, args.mnist_dir) if args.data is None else None
    return _data(args) if data is None else (data, load_unseen(data, args.mnist_dir))

def _own(path):
    """Somebody's .npz with x and labels, or y, or both; pictures (n, height, width) are flattened."""
    try:
        with open_file(path) as opened, np.load(opened, allow_pickle=False) as file:
            x, y, labels = (file.get(name) for name in ("x", "y", "labels"))
    except Exception as error:      # whatever it holds: numpy has no one word for a file that it cannot read
        raise nncore.DataError(f"--data must be digits, mnist, or an .npz file; {path} cannot be read: {error}") from error
    require(x is not None and not (y is labels is None), f"{path} must hold x (n, inputs) and labels (n,) or y", nncore.DataError)
    x, shape = (x.reshape(len(x), -1), x.shape[1:]) if x.ndim == 3 else (x, None)
    return nncore.Dataset(x, labels if y is None else y, None if y is None else labels, shape, path.stem)

def _parser():
    parser = argparse.ArgumentParser(prog="nncore", description="Train small networks, record the run, slice its cost.")
    parser.add_argument("--version", action="version", version=nncore.__version__)
    commands = parser.add_subparsers(required=True, metavar="train|slice|info|check|recover|mnist")
    seed, yes = partial(_count, least=0), {"action": "store_true"}
    data = {"--data": (str, "digits, mnist, or an .npz FILE with x and labels (or y); default: digits, or the recording's own"),
            "--mnist-dir": (str, "the folder of the four MNIST files")}
    of_train = {
        "--resume": (yes, "go on where the same command was interrupted, if it was"),
        "--like": (str, "make the run of this recording again, to the byte"),
        "--sizes": (lambda text: tuple(map(_count, text.replace("-", ",").split(","))), "neurons per layer (784,16,16,10)"),
        "--activation": (lambda text: tuple(text.split(",")) if "," in text else text, "one, or one a layer: tanh,sigmoid(8),sigmoid"),
        "--learning-rate": (float, f"({RATE})"), "--batch-size": (partial(_count, other="full"), f"examples a step, or full ({BATCH})"),
        "--epochs": (_count, f"passes over the data ({EPOCHS}); or"), "--steps": (_count, "single steps"), "--seed": (seed, "(0)"),
        "--record": (_count, "keep the states of every so many steps; default: the first 50, then fewer")}
    through = {"choices": ("pca", "random", "line"), "default": "pca"}
    for run, example, options in (
            (train, "--epochs 60 --out mine.npz", {"--out!": (str, "the file to write, an .npz"), **of_train, **data}),
            (slice_, "mine.npz --out slice.npz", {
                "recording": (str, "a file"), "--out!": (str, "the .npz file to write: alphas, betas, cost, path, distance"), **data,
                "--through": (through, "the plane of the path, two random directions at its end, or the line from start to end"),
                "--points=51": (_count, "grid points each way"), "--seed=0": (seed, "of the random directions"),
                "--reach=0.3": (float, "how far beyond the path, as a share of it")}),
            (info, "mine.npz --verify", {"recording": (str, "a file"), "--verify": (yes, "compare every hash")}),
            (check, "mine.npz", {"recording": (str, "a file"), "--examples=10": (_count, "how many to check with"), **data}),
            (recover, "mine.npz.partial", {"folder": (str, "what a killed run has left"),
                                           "--out": (str, "the file to write; default: the name of the folder without .partial")}),
            (mnist, "data/mnist", {"folder": (str, "where to"), "--mirror": (str, "an http(s) address that has the four .gz files")})):
        name, words, first = run.__name__.strip("_"), str(run.__doc__), str(run.__doc__).rstrip(".").split(". ")[0]
        sub = commands.add_parser(name, help=first, description=words, epilog=f"example: nncore {name} {example}")
        sub.set_defaults(run=run)
        for option, (kind, words) in dict[str, Any](options).items():
            flag, _, default = option.strip("!").partition("=")
            more = kind if isinstance(kind, dict) else {"type": kind, **({"default": kind(default)} if default else {})}
            more |= {"required": True} if "!" in option else {}
            sub.add_argument(flag, help=words + (f" ({default})" if default else ""), **more)
    return parser

def _count(text, least=1, other=None):
    if text == other:
        return text
    if not text.isdecimal() or int(text) < least:
        raise argparse.ArgumentTypeError(f"a whole number, {least} or more{f', or {other}' if other else ''}; got {text!r}")
    return int(text)

@contextmanager
def bar(label, total):
    """`with bar("training", total) as tick: ... tick(done)`: a line on stderr that fills; in a log file one line at the end."""
    began, drawn, tty = time.monotonic(), [0.0], sys.stderr.isatty()

    def show(done, total=total, end=""):
        now = time.monotonic()
        if end or (tty and now - drawn[0] > 0.1):
            drawn[0], share = now, min(done / (total or done or 1), 1.0)
            print(f"{chr(13) * tty}{label} [{'#' * round(share * 30):.<30}] {share:4.0%} {now - began:.1f} s", end=end,
                  file=sys.stderr, flush=True)

    try:
        yield show
    except BaseException:
        print(end="\n" * tty, file=sys.stderr)    # an error in a log file stays one line
        raise
    show(1, 1, end="\n")

def _say(text, code=0):
    print(f"nncore: {_printable(' '.join(str(text).split()))}", file=sys.stderr)
    return code

def _printable(text):
    """As it is, but for what a terminal would obey: a recording may come from anywhere."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
