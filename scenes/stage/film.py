"""The frame every film hangs in: its recordings, its sections, the sentence at its foot, its clock."""

import inspect
import sys
from itertools import count

from manim import LEFT, RIGHT, UP, FadeIn, FadeOut, Group, Rectangle, Scene, Wait, config, rush_from, rush_into, smooth

from nncore import NncoreError
from scenes import runs
from scenes.stage import facts, gestures, theme
from scenes.stage.asked import why_not
from scenes.stage.cards import Provenance, TitleCard
from scenes.stage.clock import Clock, Reading
from scenes.stage.environment import Unclear, captions_in, section_in
from scenes.stage.spoken import Caption, Chapter, Claim, reading_time
from scenes.stage.text import Live, Sentence, Words
from scenes.stage.writer import FilmRenderer

HALF = 0.6             # of a hand-over through a place is taken by what shrinks, and by what grows
LEAD = 0.7             # of a hand-over is taken by what leaves, and by what comes
BASELINE = 0.45        # where a sentence stands in its band, as a share of that


class Film(Scene):
    """One film. A subclass says what it reads and asks; its construct() is the storyboard.

    recordings  names in scenes/runs.py; self.runs[name] is the Recording, its arrays by name
    question    what the film answers, with {} for a number
    constants   {number: meaning} of numbers typed into a text; what is the same in every run is known to its recipe
    """

    recordings: tuple = ()
    question: str = ""
    constants: dict = {}

    def __init__(self, renderer=None, **options):
        if why := why_not(type(self)):
            sys.exit(why)
        super().__init__(renderer or FilmRenderer(), **options)
        self.chapters, self.captions, self.claims = [], [], []
        self._sections = count(1)
        self.sentence, self._since = None, 0.0
        self.speaks = captions_in() == "picture"
        top = config.frame_height / 2 - 2 * theme.MARGIN
        self.room = Rectangle(width=config.frame_width - 2 * theme.MARGIN, height=top - theme.FOOT)
        self.room.move_to((top + theme.FOOT) / 2 * UP)

    def setup(self):
        self.camera.background_color = theme.BACKGROUND
        self.runs = {name: facts.Run(runs.load(name)) for name in self.recordings}

        self.only = section_in(inspect.getsource(type(self)))
        if self.only:       # what a film plays before its first section is left out, too
            self.next_section("Before", skip_animations=True)

    def tear_down(self):
        self._note()        # and leave it there: what comes now may be a picture of the last moment

    def render(self, preview=False):
        """Make the film; what it cannot be made of is said in a sentence, without a traceback."""
        try:
            return super().render(preview)
        except (NncoreError, Unclear) as error:
            sys.exit(f"{type(self).__name__}: {error}")

    # -- sections --------------------------------------------------------------------------

    def play_section(self, section):
        """Play one method of the film as a named section and chapter, and stay until its last sentence has been read."""
        name, number = section.__name__.replace("_", " ").capitalize(), next(self._sections)
        if self.only and number > self.only:
            return
        self.next_section(name, skip_animations=bool(self.only and number < self.only))
        start = self.shown
        try:
            section()
            self.read()
        finally:        # Manim ends a film in the middle, where it is asked to
            if self.shown > start:
                self.chapters.append(Chapter(name, start, self.shown))

    @property
    def shown(self):
        """How many seconds of the film there are so far, without those that are left out."""
        return self.time - self.renderer.left_out

    def ask(self, *numbers):
        """Open the film with its question, which stands there from the first frame until something takes its place."""
        self.add(TitleCard(self.question, *numbers))
        self.wait(theme.reading_time(self.question))

    def play(self, *animations, run_time=None, **options):
        """Play animations: for a beat, unless they are told how long."""
        if run_time is None and not any(isinstance(animation, Wait) for animation in animations):
            run_time = theme.BEAT
        return super().play(*animations, **({} if run_time is None else {"run_time": run_time}), **options)

    def hand_over(self, *staying, becomes=(), comes=(), moves=(), through=None, run_time=None):
        """From one picture to the next, in one move: all but what stays leaves, while something else comes.

        becomes  [(old, new)]: what turns into what (see gestures.becomes)
        comes    what appears
        moves    animations of what stays
        through  a place, or two: what leaves shrinks into it, and what comes grows out of it, or out of the second one; in a turn
        """
        into, out_of = through if isinstance(through, tuple) else (through, through)
        becomes = list(becomes)
        old = [before for before, _ in becomes]
        self.add(*staying, *old)      # out of the groups that they came in with
        kept = {id(part) for mobject in (*staying, *old, self.sentence) if mobject for part in mobject.get_family()}
        leaving = [mobject for mobject in self.mobjects if id(mobject) not in kept and mobject.family_members_with_points()]
        moves = [*moves, *(gestures.becomes(before, after) for before, after in becomes)]
        moves += _changes(leaving, FadeOut, _first, gestures.Fold, into, _into)
        moves += _changes(comes, FadeIn, _then, gestures.Emerge, out_of, _out)
        if moves:
            self.play(*moves, run_time=run_time or (None if through is None else theme.TURN))

    def make_room(self, *staying):
        """All but what stays leaves, so that there is room for what comes."""
        self.hand_over(*staying, run_time=theme.NOTE)

    # -- numbers ---------------------------------------------------------------------------

    def fact(self, key, *index, form=""):
        """A number of a recording: self.fact("digits.cost", 0, form=".2f")."""
        return facts.fact(self.runs, key, *index, form=form)

    def clock(self, name, rows=None, start=0):
        """A clock over the rows of a recording, or of so many rows of it, at the first, or a later one."""
        return Clock(rows or len(self.runs[name].step), start)

    def reading(self, clock, key, of=None, form=""):
        """The number at the clock's row, wherever that is, of an array (K,) or of row `of` of one (n, K)."""
        return Reading(clock, lambda row: self.fact(key, *([] if of is None else [of]), row, form=form))

    def live(self, template, *numbers, kind=Live, **look):
        """A text whose Readings follow their clock; kind: of the class Live, or of one like it."""
        return self._follow(kind(template, *map(_now, numbers), **look), numbers)

    def tag(self, template, *numbers, side=RIGHT):
        """The dim tag in a top corner: where the picture comes from."""
        return self._follow(Provenance(template, *map(_now, numbers), side=side), numbers)

    @staticmethod
    def _follow(text, numbers):
        for clock in {number.clock for number in numbers if isinstance(number, Reading)}:
            clock.drive(text, lambda row: text.show(*map(_now, numbers)))
        return text

    def add(self, *mobjects):
        """Add to the scene, as everything that Manim shows is; texts with typed-in numbers are refused."""
        for mobject in mobjects:
            for part in mobject.get_family():
                if isinstance(part, (Words, Live, Sentence)):
                    facts.refuse_typed_digits(part.template, self.constants)
        return super().add(*mobjects)

    # -- places ----------------------------------------------------------------------------

    def left(self, *things, share=0.5):
        """Things one below the other, in the middle of the left part of the room for drawings; returns them as a group."""
        return self._in_part(things, LEFT, share)

    def right(self, *things, share=0.5):
        """Things one below the other, in the middle of the right part of the room for drawings."""
        return self._in_part(things, RIGHT, share)

    def _in_part(self, things, side, share):
        group = Group(*things).arrange(-UP, buff=theme.GUTTER)
        middle = self.room.get_center() + side * self.room.width * (1 - share) / 2
        return group.move_to(middle)

    # -- sentences -------------------------------------------------------------------------

    def say(self, template, *numbers, holds=None, otherwise=None):
        """Say a sentence from now on, until the next one: it stands at the foot of the frame. Takes no time.

        numbers    Facts, or Readings that follow a clock; a symbol is written $w$
        holds      the condition of a sentence that says more than its numbers
        otherwise  what is said where it does not hold, a text or (text, *numbers); without it nothing new is said
        """
        if holds is not None:
            self.claims.append(Claim(facts.fill(template, [_now(number) for number in numbers]), bool(holds), self._section()))
            if not holds and otherwise is None:
                return
            if not holds:
                template, *numbers = (otherwise,) if isinstance(otherwise, str) else otherwise
        facts.refuse_typed_digits(template, self.constants)
        self.hush()
        self.sentence = self._follow(Sentence(template, *map(_now, numbers)), numbers)
        self._place_sentence()
        self._since = self.time
        if self.speaks:
            self.add(self.sentence)

    def read(self):
        """Wait until the sentence has been read."""
        if self.sentence is not None:
            missing = reading_time(self.sentence.said) - (self.time - self._since)
            if missing > 1e-6:      # the clock of a film adds up small errors
                self.wait(theme.in_ticks(missing))

    def play_and_read(self, *animations, at_least=theme.BEAT, **options):
        """Play animations for as long as the sentence still takes to be read."""
        left = reading_time(self.sentence.said) - (self.time - self._since)
        self.play(*animations, run_time=round(theme.in_ticks(max(left, at_least)), 6), **options)      # whole frames

    def hush(self):
        """End the sentence."""
        self._note()
        if self.sentence is not None:
            self.remove(self.sentence)
        self.sentence = None

    def _note(self):
        """Keep the sentence as a caption, from when it was said until now."""
        said, start = self.sentence, max(0.0, self._since - self.renderer.left_out)
        if said is not None and self.shown > start:
            self.captions.append(Caption(said.template, said.facts, said.said, start, self.shown))

    def _section(self):
        return self.renderer.file_writer.sections[-1].name

    def _place_sentence(self):
        """In the band between the drawings and the lower edge."""
        foot = -config.frame_height / 2
        self.sentence.shift((foot + BASELINE * (theme.FOOT - foot)) * UP)


def _changes(things, fade, fades, move, place, moves):
    """The animations of things that fade, or move into a place or out of it, at these rates; the tag only fades.

    Each fades by itself: Manim would bring a group of what leaves to the front, over what stays.
    """
    fading = [thing for thing in things if place is None or isinstance(thing, Provenance)]
    moving = [thing for thing in things if not any(thing is other for other in fading)]
    return [fade(thing, rate_func=fades) for thing in fading] + (
        [move(*moving, target_position=place, rate_func=moves)] if moving else [])


def _first(t):
    """The rate of what leaves in a hand-over: it is nearly gone when what comes is half there."""
    return smooth(min(1.0, t / LEAD))


def _then(t):
    return smooth(max(0.0, 1 - (1 - t) / LEAD))


def _into(t):
    """The rate of what shrinks into a place: it gives way at once to what grows out of one, so that the frame is never empty."""
    return rush_into(min(1.0, t / HALF))


def _out(t):
    return rush_from(max(0.0, 1 - (1 - t) / HALF))


def _now(number):
    """A Reading's number at this moment; any other number as it is."""
    return number.now if isinstance(number, Reading) else number
