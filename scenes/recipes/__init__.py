"""How the runs that the films show are made: one class each, with `train` and `derive`."""
