"""Balls roll along bowls with their tangents, in step, and the slopes of each are written down on the way."""

import numpy as np
from manim import DOWN, UP, FadeIn

from scenes.stage import theme
from scenes.stage.gestures import Through
from scenes.stage.text import Words

HALF = 0.7          # half of a tangent


def roll(bowls, curvatures, start, end, bottom=3.0):
    """Animations of the ball and the tangent of each bowl k/2 (w - bottom)^2, from one w to another."""
    def put(bowl, k, w):
        spot = w, k / 2 * (w - bottom) ** 2
        bowl.leap(np.array([spot]), 0).touch((*spot, k * (w - bottom)), half=HALF)

    return [Through(bowl, lambda w, bowl=bowl, k=k: put(bowl, k, w), end, start=start) for bowl, k in zip(bowls, curvatures, strict=True)]


def feel_the_slopes(film, bowls, curvatures, start, places, slopes):
    """Roll from a start to these places w, one after the other, and write the slope (a Fact each) of every bowl over them; returns
    what is written."""
    height = bowls[0].y_span.high / 2
    heads = [Words("slope", color=theme.GRADIENT).next_to(bowl.spot(places[len(places) // 2], height), UP) for bowl in bowls]
    written = heads
    for w, *facts in zip(places, *slopes, strict=True):
        texts = [Words("{}", fact, color=theme.GRADIENT).next_to(head, DOWN).set_x(bowl.spot(w, 0)[0])
                 for fact, head, bowl in zip(facts, heads, bowls, strict=True)]
        film.play(*roll(bowls, curvatures, start, start := w), run_time=theme.TURN)
        film.play(FadeIn(*texts, *heads if written is heads else ()))
        written = [*written, *texts]
    return written
