"""The command line: nncore train | slice | info | check | mnist  (also python -m nncore)."""

import argparse
import io
import sys
import tempfile
from pathlib import Path

import numpy as np

import nncore
from nncore.arguments import DEFAULTS, make_parser
from nncore.store.folder import check_target, read_recipe
from nncore.download import MIRRORS, fetch_mnist
from nncore.origin import data_of, from_origin, origin_of_unseen
from nncore.store.recipe import differences, make_plan, plan_of
from nncore.progress import Bar
from nncore.store.recorder import remove_work
from nncore.training import carry_out


def main(argv=None):
    """Run one command. The exit code: 0 done, 1 it failed (one line on stderr says why), 2 the call was wrong."""
    args = _parser().parse_args(argv)
    try:
        return args.run(args) or 0
    except nncore.InputError as error:
        return _fail(error, 2)
    except (nncore.NncoreError, AssertionError, OSError) as error:
        return _fail(error)
    except MemoryError:
        return _fail("not enough memory; take fewer points, a smaller batch or fewer kept states")
    except KeyboardInterrupt:
        return _fail("interrupted; nothing was saved")


def _parser():
    return make_parser(train, slice_, info, check, mnist)


def train(args):
    """Train a network, record the run, and evaluate every kept state on unseen digits."""
    out = Path(args.out)
    check_target(out)  # before an hour's training, not after
    like = None if args.like is None else read_recipe(args.like)
    plan, unseen = _plan(args, like)
    if args.resume and _is_whole(out, plan):
        print(f"{out}: this run is whole already; nothing to continue")
        return
    work = out.resolve().with_name(f".{out.resolve().name}.run")  # survives what ends this process; --resume finds it
    try:
        with Bar("training", plan.steps) as bar:
            run = carry_out(plan, lambda step, theta, gradient: bar(step), work, args.resume)
        run = _evaluated(run, unseen, like)
    except nncore.Diverged as error:
        run = error.run
    except KeyboardInterrupt:
        return _fail(f"interrupted; the same command with --resume goes on from the last state that was kept in {work}")
    run.save(out)
    remove_work(work)
    if "diverged" in run.recipe and (like is None or "diverged" not in like):
        raise nncore.NncoreError(
            f"training diverged: after {run.recipe['diverged']} steps the cost or theta is no longer finite, with --rate "
            f"{plan.rate(0):g}. Try a smaller one; the states until then are saved as {out}")
    scores = (f"; on unseen digits cost {run.cost[-1]:.4f}, accuracy {run.accuracy[-1]:.2%}"
              if {"cost", "accuracy"} <= set(run.arrays) else "")
    print(f"{out}: {plan.net} on {_printable(plan.data.name)}, {len(run.batch_cost)} steps, {len(run.step)} states kept{scores}")
    if like is not None:
        _compare(run, like, args)


def _plan(args, like):
    """The Plan that the arguments ask for, and the data to evaluate it on (None where there are none)."""
    given = [name for name in DEFAULTS if hasattr(args, name)]
    if like is not None:
        if given:
            raise nncore.InputError(f"--like takes the whole recipe; leave out --{', --'.join(given)}")
        plan = plan_of(like, mnist_dir=args.mnist_dir)
        return plan, _unseen(plan.data, args.mnist_dir)
    how = argparse.Namespace(**DEFAULTS | vars(args))
    train_set, test_set = _data(how)
    if how.epochs is None and how.steps is None:
        how.epochs = 30
    net = nncore.Network(how.sizes, how.activation)
    return make_plan(net, train_set, how.rate, how.batch, how.epochs, how.steps, how.seed, record=how.record), test_set


def _unseen(data, mnist_dir):
    origin = origin_of_unseen(data.origin)
    return None if origin is None else from_origin(origin, mnist_dir)


def _is_whole(out, plan):
    """Whether this very run stands at `out`. Raises InputError when another does."""
    if not out.exists():
        return False
    told = differences(nncore.Recording.load(out, verify=True).recipe, plan.recipe, but=("diverged",))
    if told:
        raise nncore.InputError(f"{out} is another run, and whole: {told}. Choose another --out, or leave out --resume "
                                "to replace it.")
    return True


def _evaluated(run, unseen, like):
    """The run with its cost and accuracy on unseen digits; of those that the recipe's own run had, where it is one."""
    if unseen is None:
        return run
    cost, accuracy = run.evaluate(unseen)
    more = run.with_arrays(cost=cost, accuracy=accuracy)
    same = {name for name in ("cost", "accuracy") if like is None or like["arrays"].get(name) == more.manifest[name]}
    return run.with_arrays(**{name: getattr(more, name) for name in sorted(same)})


def _compare(run, like, args):
    """Say how far the run is what its recipe promised."""
    made, wanted = run.manifest, like["arrays"]
    differ = [name for name in made if made[name] != wanted.get(name)]
    if differ:
        raise nncore.NncoreError(
            f"{args.out} is not what the recipe of {args.like} promised: {', '.join(differ)} differ. It was made with "
            f"{like['versions']}, this is {run.recipe['versions']}; another numpy or processor may add in another order.")
    missing = [name for name in wanted if name not in made]
    print(f"the same bytes as {args.like}: {', '.join(made)}" + (f", sha256 {run.sha256}" if not missing else
          f". Derived from them by other means, and not made again: {', '.join(missing)}"))


def slice_(args):
    """The cost over a plane through a recording, or along the line from its first state to its last."""
    run = nncore.Recording.load(args.folder, verify=True)
    seen, unseen = _data_of(run, args)
    data = seen if unseen is None else unseen
    where = _place(run, args)
    grid = np.linspace(-args.reach, 1 + args.reach, args.points)
    if args.through == "line":
        alphas, betas = grid, None
        coordinates, distance = where.project(run.theta)
    else:
        coordinates, distance = where.project(run.theta)
        low, high = coordinates.min(axis=0), coordinates.max(axis=0)
        if args.through == "random":  # the path may stand still in a random plane: look one length around it instead
            low, high = np.minimum(low, -1), np.maximum(high, 1)
        alphas, betas = (low[i] + (high[i] - low[i]) * grid for i in (0, 1))
    with Bar("slicing", 1) as bar:
        def progress(done, total):
            bar.total = total
            bar(done)
        surface = nncore.slice_cost(run.network, data, where, alphas, betas, progress)
    arrays = {"alphas": alphas, "cost": surface.cost, "path": coordinates, "distance": distance}
    arrays |= {"slope": surface.slope} if betas is None else {"betas": betas}
    _save_npz(Path(args.out), arrays)
    print(f"{args.out}: cost {surface.cost.min():.4f} to {surface.cost.max():.4f} over {surface.cost.size} points; "
          f"the path runs up to {distance.max():.4f} from the {'line' if betas is None else 'plane'}")


def info(args):
    """What a recording holds, and with --verify whether every byte is as it was recorded."""
    run = nncore.Recording.load(args.folder, verify=args.verify)
    recipe = run.recipe
    print(f"{args.folder}: {run.network}, {run.network.size} parameters, {recipe['network']['activation']}")
    data = recipe["data"]
    print(f"data      {_printable(data['name'])}, {data['examples']} examples, sha256 {_printable(data['sha256'])}")
    print(f"training  learning rate {_rate_words(recipe['learning_rate'])}, batch {recipe['batch_size'] or 'full'}, "
          f"{len(run.batch_cost)} steps, seed {recipe['seed']}")
    for name, entry in run.manifest.items():
        print(f"  {name:14} {entry['dtype']} {tuple(entry['shape'])}")
    print(f"sha256    {run.sha256}{' (verified)' if args.verify else ''}")


def check(args):
    """Compare a recording's gradient with central differences, at its first and its last state."""
    run = nncore.Recording.load(args.folder, verify=True)
    data, _ = _data_of(run, args)
    rows = slice(0, args.examples)
    states, size = {"first": run.theta[0], "last": run.theta[-1]}, run.network.size
    with Bar("checking", len(states) * size) as bar:
        def after(before):
            return lambda done, _: bar(before + done)

        errors = [nncore.check_gradient(run.network, theta, data.x[rows], data.y[rows], progress=after(i * size))
                  for i, theta in enumerate(states.values())]
    for name, error in zip(states, errors, strict=True):
        print(f"{name} state: largest relative error of {size} entries {error:.1e}")


def mnist(args):
    """Fetch the four files of MNIST into a folder and check them."""
    bars = {}

    def progress(name, done, total):
        if name not in bars:
            bars[name] = Bar(name, total or 1).__enter__()
        bars[name](done)
        if done == total:
            bars[name].__exit__(None)

    fetched = fetch_mnist(args.folder, [args.mirror] if args.mirror else MIRRORS, progress)
    print(f"{args.folder}: {len(fetched)} files fetched, {4 - len(fetched)} were there; all four are right")


def _place(run, args):
    if args.through == "line":
        return nncore.Line(run.theta[0], run.theta[-1])
    if args.through == "random":
        return nncore.Plane.random(run.network, run.theta[-1], seed=args.seed)
    return nncore.Plane.pca(run.theta)


def _data(args):
    """(train, test), as --data says."""
    if args.data == "digits":
        return nncore.load_digits().split(test=0.2, seed=0)
    if args.mnist_dir is None:
        raise nncore.InputError("--data mnist needs --mnist-dir DIR; `nncore mnist DIR` fetches the files")
    return nncore.load_mnist(args.mnist_dir, "train"), nncore.load_mnist(args.mnist_dir, "test")


def _data_of(run, args):
    """(train, test) of a recording; test is None where no examples were kept apart. --data asks for others."""
    if args.data is not None:
        return _data(args)
    data = data_of(run.recipe["data"], args.mnist_dir)
    return data, _unseen(data, args.mnist_dir)


def _save_npz(path, arrays):
    """Write all the arrays or none: into a temporary sibling first."""
    packed = io.BytesIO()  # not to the file at once: where a disk is full, numpy 1 complains a second time, and later
    np.savez(packed, **arrays)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{path.name}-", dir=path.parent) as folder:
        (Path(folder) / "slice.npz").write_bytes(packed.getvalue())
        (Path(folder) / "slice.npz").replace(path)


def _printable(text):
    """As it is, but for what a terminal would obey: a recording may come from anywhere."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def _rate_words(rate):
    if isinstance(rate, dict):
        numbers = ", ".join(f"{key} {value}" for key, value in rate.items() if key not in ("schedule", "values"))
        return _printable(f"{rate.get('schedule', 'a function of the step')} {numbers}".strip())
    return _printable(str(rate))


def _fail(error, code=1):
    print(f"nncore: {_printable(' '.join(str(error).split()))}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
