"""Films of how a neural network learns: one film a file, one class a film."""
