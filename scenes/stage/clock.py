"""The one clock of a film: which recorded row everything on screen shows."""

from dataclasses import dataclass

from manim import ValueTracker, linear


class Clock:
    """Walks over the rows 0..K-1 of a recording, and redraws what it drives from the row it is at.

    Between two rows nothing is invented: the one before is shown.
    """

    def __init__(self, rows, start=0):
        self.rows = rows
        self._hand = ValueTracker(start)
        self._driven, self._gliding = [], []

    @property
    def row(self):
        """The recorded row that is shown now: the last one that was reached."""
        return int(self._hand.get_value() + 1e-6)

    @property
    def between(self):
        """Where the hand is, 0..K-1, between two rows while it runs: for a marker on its way from one to the next."""
        return self._hand.get_value()

    @property
    def last(self):
        """The row of the trained network."""
        return self.rows - 1

    def drive(self, mobject, redraw):
        """From the next run on redraw(row) draws the mobject whenever the row changes. Until then it stays as it is."""
        self._driven.append((mobject, redraw))
        return mobject

    def draw(self, mobject, redraw):
        """Draw what is about to come on screen from the row the clock stands at, and drive it from then on."""
        redraw(self.row)
        return self.drive(mobject, redraw)

    def glide(self, mobject, redraw):
        """As drive, but redraw(hand) is called in every frame, the hand between two rows: for what is on its way."""
        self._gliding.append((mobject, redraw))
        return mobject

    def follow(self, mobject, redraw):
        """As draw, for what glides."""
        redraw(self.row)
        return self.glide(mobject, redraw)

    def run(self, film, until, seconds, *along, rate_func=linear, back=False):
        """Play the rows from here to `until` at an even pace, and other animations along with them; back: to an earlier one."""
        if not (0 <= until <= self.row if back else self.row <= until < self.rows):
            raise ValueError(f"the clock stands at row {self.row} of 0..{self.last} and cannot run to row {until}")
        for mobject, redraw in self._driven:
            redraw(self.row)
            mobject.add_updater(self._updater(redraw))
        for mobject, redraw in self._gliding:
            mobject.add_updater(lambda _, redraw=redraw: redraw(self.between))
        film.play(self._hand.animate(rate_func=rate_func).set_value(until), *along, run_time=seconds)
        for mobject, _ in (*self._driven, *self._gliding):
            mobject.clear_updaters()
        self.redraw()
        film.remove(self._hand)

    def redraw(self):
        """Draw everything that it drives from the row where it stands."""
        for _, redraw in (*self._driven, *self._gliding):
            redraw(self.row)

    def _updater(self, redraw):
        drawn = self.row

        def update(_):
            nonlocal drawn
            if self.row != drawn:
                drawn = self.row
                redraw(drawn)

        return update


@dataclass(frozen=True)
class Reading:
    """A number that follows a clock: read(row) is a Fact of the recording."""

    clock: Clock
    read: object

    @property
    def now(self):
        """The Fact at the clock's row."""
        return self.read(self.clock.row)
