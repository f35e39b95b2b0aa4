"""A ball of a recorded line hops down its hill, by a clock, with the tangent where it stands and its slope and next hop in words."""

from manim import DOWN, UP, VGroup

from scenes.stage import theme
from scenes.stage.hill import stairs


def hopping(film, hill, name, side, *before):
    """(clock, readings) of the ball of that name on a Hill, beside those (way, slopes) that hopped before it."""
    line, clock = film.runs["line"], film.clock("line")
    way, slope = getattr(line, f"{name}way"), getattr(line, f"{name}slope")
    clock.glide(hill, lambda row: hill.stand(*(way for way, _ in before), stairs(way, row)).touch(
        *((*way[-1], slope[-1]) for way, slope in before), (*way[int(row)], slope[int(row)])))
    clock.redraw()
    kinds = ("slope", "+.3f", theme.GRADIENT), ("hop", "+.5f", theme.INK)
    readings = VGroup(*(film.live(f"{kind} {{}}", film.reading(clock, f"line.{name}{kind}", form=form), color=color, anchor=side)
                        for kind, form, color in kinds)).arrange(DOWN, aligned_edge=side)
    return clock, readings.next_to(hill.spot(*way[0]), UP + side, buff=theme.GUTTER / 2)
