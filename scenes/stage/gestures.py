"""What happens to things, whatever they are: struck out, nudged, grown out of a place, gathered, turned into another."""

from collections import Counter
from math import tau

from manim import (
    DL, RIGHT, UR, AnimationGroup, Create, FadeIn, FadeOut, FadeTransform, LaggedStart, Line, ReplacementTransform, Restore, Transform,
    UpdateFromAlphaFunc, VGroup, linear, smooth, there_and_back,
)

from scenes.stage import theme
from scenes.stage.text import Formula

LONGER = 1.15         # a stroke reaches out of what it strikes


def strikes(film, equation, *parts, seconds=theme.BEAT):
    """What cancels is struck out, one part after the other: strikes(film, equation, equation[0].part("z"), ...).

    equation  what the parts stand in; the strokes become parts of it, and move and go with it
    seconds   for each of them
    """
    strokes = [Line(part.get_corner(DL), part.get_corner(UR), color=theme.INK, stroke_width=theme.stroke(2 * theme.THREAD))
               .scale(LONGER) for part in parts]
    equation.add(*strokes)
    film.play(LaggedStart(*map(Create, strokes), lag_ratio=1), run_time=seconds * len(parts))


def takes_over(film, old, new):
    """The new thing stands where the old one stood, as high; returns the animation that brings it to its own place."""
    film.remove(old)
    film.add(new.save_state().match_height(old).move_to(old))
    return Restore(new)


def late(t):
    """The rate of what comes once what moves has made room for it."""
    return smooth(max(0.0, 2 * t - 1))


def early(t):
    """The rate of what moves out of the way of what comes."""
    return smooth(min(1.0, 2 * t))


class Nudge(UpdateFromAlphaFunc):
    """A drawing moves through recorded rows and back again, and shows nothing that lies between two of them.

    rows  what show is given, row after row: recorded moves, say
    show  draws the drawing from one of the rows; without it drawing.show
    back  False for rows that lead there and back by themselves

    Drawings that are nudged in one play() stand at the same row in every frame.
    """

    def __init__(self, drawing, rows, show=None, back=True, **options):
        show, last = show or drawing.show, len(rows) - 1
        super().__init__(drawing, lambda _, t: show(rows[round(t * last)]),
                         **{"rate_func": there_and_back if back else linear, **options})


class Through(UpdateFromAlphaFunc):
    """A drawing is drawn from one state to another, at an even pace: Through(pile, pile.show, 200).

    draw  draws it in the state of a number, which goes from `start` to `end`
    """

    def __init__(self, drawing, draw, end=1.0, start=0.0, **options):
        super().__init__(drawing, lambda _, t: draw(start + t * (end - start)), **{"rate_func": linear, **options})


class Joins(UpdateFromAlphaFunc):
    """Things appear on a drawing, and are parts of it from then on."""

    def __init__(self, drawing, *things, **options):
        drawing.add(*things)
        parts = [(part, part.get_fill_opacity(), part.get_stroke_opacity())
                 for thing in things for part in thing.family_members_with_points()]

        def appear(_, t):
            for part, fill, stroke in parts:
                part.set_fill(opacity=t * fill, family=False).set_stroke(opacity=t * stroke, family=False)

        appear(drawing, 0)
        super().__init__(drawing, appear, **options)


class Grow(LaggedStart):
    """Numbers or pictures come out of the places that they belong to: a neuron, a pixel, a point of a curve.

    from_  for each of the things its place: a point of the scene, or a drawing
    """

    def __init__(self, things, from_, **options):
        super().__init__(*(FadeIn(thing, target_position=place, scale=theme.SPECK)
                           for thing, place in zip(things, from_, strict=True)), **{"lag_ratio": 0, **options})


class Emerge(FadeIn):
    """Things grow out of a place, without fading: Emerge(picture, target_position=neuron)."""

    def _create_faded_mobject(self, fadeIn):
        return _speck_of(self)


class Fold(FadeOut):
    """Things shrink into a place, without fading, and are gone."""

    def _create_faded_mobject(self, fadeIn):
        return _speck_of(self)


def _speck_of(move):
    """What a fade moves, tiny, in the place where it comes from or goes to."""
    return move.mobject.copy().shift(move.shift_vector).scale(theme.SPECK / 10)


def into_a_square(line, side, color):
    """The animation in which a line draws back to a square beside the place where it starts."""
    start = line.get_start() + theme.GAP * RIGHT
    return line.animate.put_start_and_end_on(start, start + side * RIGHT).set_stroke(color, width=theme.stroke(side))


class Gather(AnimationGroup):
    """Copies of what is on screen fly to their goals, and become them: Gather((source, goal), ...)."""

    def __init__(self, *pairs, arc=tau / 6, **options):
        super().__init__(*(ReplacementTransform(source.copy(), goal, path_arc=arc) for source, goal in pairs), **options)


def becomes(old, new):
    """The animation that turns one thing into another; parts of formulas that have the same name in both keep their identity."""
    before, after = named_parts(old), named_parts(new)
    shared = [name for name in before if name in after]
    return _MatchedParts(old, new, [(before[name], after[name]) for name in shared]) if shared else FadeTransform(old, new)


def named_parts(thing):
    """{(name, how many of that name come before): glyphs} of the formulas that a thing is made of."""
    parts, count = {}, Counter()
    for formula in thing.get_family():
        for name in formula.names if isinstance(formula, Formula) else ():
            parts[name, count[name]] = formula.part(name)
            count[name] += 1
    return parts


def rest_of(thing, parts):
    """All that is drawn of a thing but for these parts."""
    taken = {id(glyph) for part in parts for glyph in part.get_family()}
    return VGroup(*(glyph for glyph in thing.family_members_with_points() if id(glyph) not in taken))


class _MatchedParts(AnimationGroup):
    """Pairs of parts go to their new places, while the rest of the old thing goes and that of the new one comes."""

    def __init__(self, old, new, pairs):
        self.old, self.new = old, new
        going, coming = (rest_of(thing, parts) for thing, parts in zip((old, new), zip(*pairs)))
        self.moved = [Transform(*pair) for pair in pairs if _alike(*pair)]
        super().__init__(*self.moved, *(FadeTransform(*pair) for pair in pairs if not _alike(*pair)),
                         *(fade(rest) for fade, rest in ((FadeOut, going), (FadeIn, coming)) if len(rest)))

    def clean_up_from_scene(self, scene):
        super().clean_up_from_scene(scene)
        for animation in self.moved:
            animation.interpolate(0)      # the old thing is what it was, should it come again
        scene.remove(self.old, *self.group)
        scene.add(self.new)


def _alike(one, other):
    """Whether glyph can turn into glyph: they have the same outlines, wherever they stand and however large they are."""
    counts = [[len(glyph.points) for glyph in thing.family_members_with_points()] for thing in (one, other)]
    return counts[0] == counts[1]
