"""Film: how a network gets better, step by step. Shows the recording "my_film"."""

from scenes.stage import theme
from scenes.stage.chart import Chart, Series
from scenes.stage.film import Film


class MyFilm(Film):
    """What this film shows, in a sentence or two: players show it beside the film."""

    recordings = ("my_film",)
    question = "How does a network get better?"

    def construct(self):
        self.run = self.runs["my_film"]
        self.play_section(self.the_cost_falls)
        self.play_section(self.digits_are_read)

    def the_cost_falls(self):
        self.ask()
        self.say("A network reads handwritten digits. The cost says how far its answers are from right.")
        self.draw("cost", theme.COST)
        self.say("At first it was {}. Now it is {}.", *(self.fact("my_film.cost", row, form=".2f") for row in (0, -1)))

    def digits_are_read(self):
        self.say("And how many of the digits that it has never seen does it read right?")
        self.draw("accuracy", theme.INK)
        self.say("In the end, {} of them.", self.fact("my_film.accuracy", -1, form=".0%"))
        self.wait(theme.BEAT)

    def draw(self, name, color):
        """One of the recorded curves, step by step: what follows the clock shows a recorded state in every frame."""
        chart = Chart(Series(self.run.step, getattr(self.run, name), color, bold=True), "step", name,
                      self.room.width - 2, self.room.height - 1).move_to(self.room)
        clock = self.clock("my_film")
        clock.draw(chart, chart.show)
        self.hand_over(comes=[chart, self.tag("{} unseen digits", self.fact("my_film.examples"))])
        clock.run(self, clock.last, 27)
