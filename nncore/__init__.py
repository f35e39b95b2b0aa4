"""nncore: train small neural networks, record the run, look at the landscape of their cost, with numpy and threadpoolctl.
To read it: network.py (the notation, backpropagation), training.py (the descent), recording.py, landscape.py (slices)."""

from nncore.data import Dataset, load_digits, load_mnist, one_hot
from nncore.download import fetch_mnist
from nncore.errors import DataError, DownloadError, InputError, NncoreError, RecordingError
from nncore.landscape import Line, Plane, Slice, gradient_within, slice_cost
from nncore.measures import GradientNoise, Sharpness, check_gradient, gradient_noise, sharpness
from nncore.network import Backward, Network
from nncore.recording import Diverged, Evaluation, Recording, batch_gradient
from nncore.store.recipe import VERSION as __version__
from nncore.training import train, train_like

__all__ = [
    "Backward", "DataError", "Dataset", "Diverged", "DownloadError", "Evaluation", "GradientNoise", "InputError", "Line", "Network",
    "NncoreError", "Plane", "Recording", "RecordingError", "Sharpness", "Slice", "__version__", "batch_gradient", "check_gradient",
    "fetch_mnist", "gradient_noise", "gradient_within", "load_digits", "load_mnist", "one_hot", "sharpness", "slice_cost", "train",
    "train_like"]
