"""What the command line takes: the arguments of every command, and their defaults."""

import argparse

import nncore

DEFAULTS = {"data": "digits", "sizes": (784, 16, 16, 10), "activation": "sigmoid", "rate": 1.5, "batch": 100,
            "epochs": None, "steps": None, "seed": 0, "record": None}  # of train, where --like does not say


def make_parser(train, slice_, info, check, mnist):
    """The parser of the whole command line; the functions are what its commands run, and their docstrings its help."""
    parser = argparse.ArgumentParser(prog="nncore", description="Train small networks, record the run, slice its cost.")
    parser.add_argument("--version", action="version", version=nncore.__version__)
    commands = parser.add_subparsers(required=True, metavar="train|slice|info|check|mnist")
    _ask_train(_command(commands, "train", train, "--epochs 60 --out media/recordings/mine"))
    _ask_slice(_command(commands, "slice", slice_, "media/recordings/mine --out media/slice.npz"))
    _ask_info(_command(commands, "info", info, "media/recordings/mine --verify"))
    _ask_check(_command(commands, "check", check, "media/recordings/mine"))
    _ask_mnist(_command(commands, "mnist", mnist, "data/mnist"))
    return parser


def _command(commands, name, function, example):
    sub = commands.add_parser(name, help=function.__doc__.split(".")[0], description=function.__doc__,
                              epilog=f"example: nncore {name} {example}")
    sub.set_defaults(run=function)
    return sub


def _ask_train(sub):
    sub.argument_default = argparse.SUPPRESS  # what is not given is not there: DEFAULTS say it, or the recipe of --like
    sub.add_argument("--out", required=True, help="the folder to write")
    sub.add_argument("--resume", action="store_true", default=False,
                     help="go on where the same command was interrupted, if it was")
    sub.add_argument("--like", default=None, metavar="FOLDER",
                     help="make the run of this recording again, from its recipe.json alone")
    _ask_data(sub, argparse.SUPPRESS, "the data set (digits)")
    sub.add_argument("--sizes", type=_sizes, help="neurons per layer (784,16,16,10)")
    sub.add_argument("--activation", type=_activation,
                     help="sigmoid, tanh, relu, identity or step, or one for each layer: tanh,sigmoid,sigmoid")
    sub.add_argument("--rate", type=float, help="the learning rate (1.5)")
    sub.add_argument("--batch", type=_batch, help="examples a step, or full (100)")
    how_long = sub.add_mutually_exclusive_group()
    how_long.add_argument("--epochs", type=_positive, help="passes over the data (30)")
    how_long.add_argument("--steps", type=_positive, help="single steps")
    sub.add_argument("--seed", type=_seed, help="of the start and of the order of the examples (0)")
    sub.add_argument("--record", type=_positive, help="keep every so many states; default: the first 50, then fewer")


def _ask_slice(sub):
    sub.add_argument("folder", help="a recording")
    sub.add_argument("--out", required=True, help="the .npz file to write: alphas, betas, cost, path, distance")
    _ask_data(sub)
    sub.add_argument("--through", choices=("pca", "random", "line"), default="pca",
                     help="the plane of the path, two random directions at its end, or the line from start to end")
    sub.add_argument("--points", type=_positive, default=51, help="grid points each way (51)")
    sub.add_argument("--reach", type=float, default=0.3, help="how far beyond the path, as a share of it (0.3)")
    sub.add_argument("--seed", type=_seed, default=0, help="of the random directions (0)")


def _ask_info(sub):
    sub.add_argument("folder", help="a recording")
    sub.add_argument("--verify", action="store_true", help="compare every hash")


def _ask_check(sub):
    sub.add_argument("folder", help="a recording")
    _ask_data(sub)
    sub.add_argument("--examples", type=_positive, default=10, help="how many training examples to check with (10)")


def _ask_mnist(sub):
    sub.add_argument("folder", help="where to")
    sub.add_argument("--mirror", help="an http(s) address that has the four .gz files, instead of the public ones")


def _ask_data(sub, default=None, words="another data set than the recording's own"):
    sub.add_argument("--data", choices=("digits", "mnist"), default=default, help=words)
    sub.add_argument("--mnist-dir", default=None, help="the folder of the four MNIST files")


def _sizes(text):
    try:
        return tuple(int(n) for n in text.replace("-", ",").split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(f"like 784,16,16,10; got {text!r}") from None


def _activation(text):
    return tuple(text.split(",")) if "," in text else text


def _batch(text):
    if text == "full":
        return None
    return _positive(text, "a number of examples, 1 or more, or full")


def _positive(text, wanted="a whole number, 1 or more", least=1):
    if not text.isdecimal() or int(text) < least:
        raise argparse.ArgumentTypeError(f"{wanted}; got {text!r}")
    return int(text)


def _seed(text):
    return _positive(text, "a whole number, 0 or more", least=0)
