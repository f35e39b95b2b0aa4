"""Where the pictures stand that belong to arrows from one point, so that none covers another or the head of an arrow."""

from math import pi

import numpy as np

GAP = 0.1               # between a box and what it must not cover
HEAD = 0.15             # room for the head of an arrow
NEAR, FAR = 0.25, 5.0   # how far from the tip a box may stand, edge and middle
TURNS = 49              # so many directions are tried, from straight on to back
ASIDE = 0.7             # a radian to the side is worth so many units further out
OVER = 2.5              # to stand on a line: the shaft of an arrow, or the dotted one of another box
ACROSS = 0.8            # to be led to across a line
LEAVE = 100.0           # to stick out of the picture: only where there is no other way


def place_boxes(start, tips, others, side, room):
    """The middles (n, 2) of square boxes, one beside each of the tips (n, 2) of arrows from `start`.

    The longest arrow chooses first: outwards along its direction if it can, else to the side or further out.
    others  (k, 2) the tips of arrows without a box
    room    ((x, x), (y, y)) in which they stand
    """
    heads = np.array([*tips, *others, start])
    lines = [(start, tip) for tip in (*tips, *others)]
    places = {}
    for i in np.argsort(-np.linalg.norm(tips - start, axis=1), kind="stable"):
        spots, cost = _spots(start, tips[i], i, side)
        for line in lines:
            cost += OVER * _covers(spots, side / 2 + GAP, *line) + ACROSS * _cross(tips[i], spots, *line)
        for place in places.values():
            cost += OVER * _covers(place, side / 2, tips[i], spots)
            cost[_holds(spots, side + GAP, place)] = np.inf
        for head in heads:
            cost[_holds(spots, side / 2 + HEAD, head)] = np.inf
        cost += LEAVE * ((spots - side / 2 < room[:, 0]) | (spots + side / 2 > room[:, 1])).any(axis=1)
        places[i] = spots[cost.argmin()]
        lines.append((tips[i], places[i]))
    return np.array([places[i] for i in range(len(tips))])


def _spots(start, tip, i, side):
    """Middles (n, 2) that a box may have, and how far each is from the best of them."""
    dx, dy = tip - start
    straight = np.arctan2(dy, dx) if dx or dy else 2.4 * i
    out, aside = np.meshgrid(np.arange(NEAR + side / 2, FAR, 0.1), np.linspace(-pi, pi, TURNS))
    out, aside = out.ravel(), aside.ravel()
    direction = np.stack([np.cos(straight + aside), np.sin(straight + aside)], axis=-1)
    return tip + out[:, None] * direction, out + ASIDE * np.abs(aside)


def _holds(spots, reach, point):
    """Whether the squares of half that width around the spots hold the point."""
    return (np.abs(spots - point) < reach).all(axis=-1)


def _covers(spots, reach, start, end):
    """Whether the squares of half that width around the spots cover a part of the line from start to end."""
    way = np.where(end == start, 1e-12, end - start)
    into, out_of = np.sort([(spots - reach - start) / way, (spots + reach - start) / way], axis=0)
    return np.maximum(into.max(axis=-1), 0) < np.minimum(out_of.min(axis=-1), 1)


def _cross(tip, spots, start, end):
    """Whether the lines from the tip to the spots cross the line from start to end, which may begin or end at the tip."""
    def side(a, b, c):
        return np.sign((b - a)[..., 0] * (c - a)[..., 1] - (b - a)[..., 1] * (c - a)[..., 0])

    return (side(tip, spots, start) * side(tip, spots, end) < 0) & (side(start, end, tip) * side(start, end, spots) < 0)
