"""The network of digits, and which of them: what several recipes share."""

NETWORK = (784, 16, 16, 10)
MOST, FEW = 1500, 500       # digits that a film can show on one wall; so many in a quick run


def first(data, most):
    """The data, or their first `most` examples."""
    return data if len(data) <= most else data.take(range(most))
