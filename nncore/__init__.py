"""nncore: train small neural networks, record the run, look at the landscape of their cost.

Numpy only. The symbols and conventions stand at the top of nncore/network.py.
"""

from nncore.check import check_gradient
from nncore.data import Dataset, load_digits, load_mnist, one_hot
from nncore.errors import DataError, Diverged, DownloadError, InputError, NncoreError, RecordingError
from nncore.landscape import Line, Plane, Surface, gradient_within, slice_cost
from nncore.many import train_all
from nncore.network import Backward, Network
from nncore.noise import GradientNoise, batch_gradient, gradient_noise
from nncore.recording import Evaluation, Recording
from nncore.schedule import Decay, InverseDecay
from nncore.training import train, train_like

__version__ = "0.1.0"
__all__ = [
    "Backward", "DataError", "Dataset", "Decay", "Diverged", "DownloadError", "Evaluation", "GradientNoise",
    "InputError", "InverseDecay", "Line", "Network", "NncoreError", "Plane", "Recording", "RecordingError",
    "Surface", "batch_gradient", "check_gradient", "gradient_noise", "gradient_within", "load_digits", "load_mnist",
    "one_hot", "slice_cost", "train", "train_all", "train_like",
]
