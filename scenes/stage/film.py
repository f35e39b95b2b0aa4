"""The frame every film hangs in: its recordings, its sections, its captions, its clock."""

from dataclasses import dataclass

from manim import FadeIn, FadeOut, Scene

from scenes import runs
from scenes.stage import captions, facts, theme
from scenes.stage.cards import TitleCard
from scenes.stage.clock import Clock
from scenes.stage.text import Live, Words
from scenes.stage.writer import FilmRenderer


@dataclass
class Chapter:
    """A section of the film: its name, and the seconds at which it starts and ends."""

    name: str
    start: float
    end: float


@dataclass(frozen=True)
class Caption:
    """What was said from `start` to `end`: the text in its lines, and the template and numbers that it was made of."""

    template: str
    facts: tuple
    text: str
    start: float
    end: float


class Film(Scene):
    """One film. A subclass says what it reads and asks; its construct() is the storyboard.

    recordings   names in scenes/runs.py; self.runs[name] is the Recording, its arrays by name
    question     what the film answers, with {} for a number
    constants    {number: meaning}: the key of every Fact that is the same in every run of this kind,
                 and every number typed into a text
    """

    recordings: tuple = ()
    question: str = ""
    constants: dict = {}

    def __init__(self, **options):
        super().__init__(**{"renderer": FilmRenderer(), **options})
        self.chapters, self.captions = [], []
        self._caption = None

    def setup(self):
        self.camera.background_color = theme.BACKGROUND
        self.runs = {name: facts.Run(runs.load(name)) for name in self.recordings}
        # Manim hashes the camera to find out whether a cached piece of film is still good.
        self.camera.recordings = {name: run.sha256 for name, run in self.runs.items()}

    def tear_down(self):
        self.hush()

    # -- sections --------------------------------------------------------------------------

    def play_section(self, section):
        """Play one method of the film as a named section and chapter."""
        name = section.__name__.replace("_", " ").capitalize()
        self.next_section(name)
        start = self.time
        section()
        self.hush()
        self.chapters.append(Chapter(name, start, self.time))

    def make_way(self, *staying):
        """Fade out what the last section left on screen, but for these: a section ends with its picture still there."""
        self.add(*staying)      # out of the groups that they came in with
        leaving = [mobject for mobject in self.mobjects if mobject not in staying]
        if leaving:
            self.play(FadeOut(*leaving), run_time=theme.BEAT)

    def ask(self, *numbers):
        """Open the film with its question."""
        card = TitleCard(self.question, *numbers)
        self.play(FadeIn(card), run_time=theme.BEAT)
        self.wait(theme.in_ticks(theme.reading_time(self.question) - theme.BEAT))    # it is read while it fades, too
        self.play(FadeOut(card), run_time=theme.BEAT)

    # -- numbers ---------------------------------------------------------------------------

    def fact(self, key, *index, form=""):
        """A number of a recording: self.fact("digits.cost", 0, form=".2f")."""
        return facts.fact(self.runs, key, *index, form=form)

    def clock(self, name):
        """A clock over the rows of a recording, at its first row."""
        return Clock(len(self.runs[name].step))

    def add(self, *mobjects):
        """Add to the scene, as everything that Manim shows is; texts with typed-in numbers are refused."""
        for mobject in mobjects:
            for part in mobject.get_family():
                if isinstance(part, (Words, Live)):
                    facts.refuse_typed_digits(part.template, self.constants)
        return super().add(*mobjects)

    # -- captions --------------------------------------------------------------------------

    def say(self, template, *numbers):
        """Say a caption from now on, until the next one. The one before is left standing until it has been read."""
        facts.refuse_typed_digits(template, self.constants)
        text = captions.break_lines(facts.fill(template, numbers))
        self.hush()
        self._caption = template, numbers, text, self.time

    def hush(self):
        """End the caption, when it has been read."""
        if self._caption is None:
            return
        template, numbers, text, start = self._caption
        needed = captions.reading_time(text)
        if needed - (self.time - start) > 1e-6:      # the clock of a film adds up small errors
            self.wait(theme.in_ticks(needed - (self.time - start)))
        shown = min(self.time - start, captions.LINGER * needed)
        self.add_subcaption(text, duration=shown, offset=start - self.time)
        self.captions.append(Caption(template, numbers, text, start, start + shown))
        self._caption = None
