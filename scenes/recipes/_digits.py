"""The network of digits, and which of them: what several recipes share."""

import numpy as np

from nncore import RecordingError

NETWORK = (784, 16, 16, 10)
MOST, FEW = 1500, 500       # digits that a film can show on one wall; so many in a quick run
WORK = 1e12                 # multiplications that one array of a film may take: some ten seconds
MOUNTAIN = 1000.0           # a cost of a batch that no chart of a film has room for


def first(data, most):
    """The data, or their first `most` examples."""
    return data if len(data) <= most else data.take(range(most))


def affordable(data, work):
    """The data, or as many of them as WORK allows at so many multiplications each, and not fewer than a hundred."""
    return first(data, max(100, int(WORK / work)))


def refuse_unless_digits(run, train, test):
    """Raise RecordingError for a run that the films about digits cannot show, in a sentence."""
    net, pixels = run.network, NETWORK[0]
    for wrong, why in (
            ((net.sizes[0], net.sizes[-1]) != (pixels, NETWORK[-1]) or train.labels is None or train.image_shape is None,
             f"these films show handwritten digits, networks from {pixels} pixels to {NETWORK[-1]} answers; this one is {net}"),
            (test is None, f"it was trained on all {len(train):,} digits that there are, and these films ask it about unseen "
                           "ones: train it on a part, train, test = nncore.load_digits().split()"),
            ("diverged" in run.recipe or run.batch_cost.max(initial=0) > MOUNTAIN,
             "its cost runs away, for its steps are too long: train it with a smaller --learning-rate")):
        if wrong:
            raise RecordingError(why)


def telling_example(run, test):
    """The unseen digit that the first state gets wrong and the last one gets right most clearly."""
    first, last = (run.network.output(theta, test.x) for theta in (run.theta[0], run.theta[-1]))
    learned = (first.argmax(axis=1) != test.labels) & (last.argmax(axis=1) == test.labels)
    if not learned.any():
        raise RecordingError("no unseen digit is wrong at first and right at last: this run has learned nothing to film")
    error = np.square(last - test.y).sum(axis=1)
    return int(np.where(learned, error, np.inf).argmin())
