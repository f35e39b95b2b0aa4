"""What the film my_film shows: how it was recorded."""

import nncore
from scenes.recipes import Recipe


class MyFilm(Recipe):
    """784-16-16-10 learns digits for a while."""

    constants = {"examples": "how many digits are unseen: it depends on the data alone"}

    def train(self, train, seed, quick, quiet):
        return nncore.train(nncore.Network((784, 16, 16, 10)), train, steps=100 if quick else 300, seed=seed)

    def derive(self, run, train, test, quick, quiet):
        return {**run.evaluate(test)._asdict(), "examples": len(test)}
