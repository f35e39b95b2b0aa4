"""Every colour, size and rhythm of the films, named by what it means.

Colours were chosen together: each has a contrast of 4.5:1 or more on the background, and any two
symbols stay apart for a viewer who confuses red and green (tests/scenes/test_theme.py measures both).
"""

import numpy as np
from manim import ManimColor

BACKGROUND = ManimColor("#0E1014")
INK = ManimColor("#ECEBE6")          # text and lines that carry the subject
FAINT = ManimColor("#9097A3")        # axes, ticks, provenance: there when looked for
HAIR = ManimColor("#3A404B")         # lines that only part one thing from another
UNLIT = ManimColor("#000000")        # an activation of 0; 1 is LIT
LIT = ManimColor("#FFFFFF")

POSITIVE = ManimColor("#3E93FB")     # signs of weights and of their products, and of nothing else
NEGATIVE = ManimColor("#E78817")

WEIGHT = ManimColor("#B8AFFF")       # one colour for each symbol, in every film
BIAS = ManimColor("#A368BA")
SUM = ManimColor("#8DE7F8")
ACTIVATION = ManimColor("#FCF6E8")
WANTED = ManimColor("#C2F07E")
COST = ManimColor("#F75573")         # and a cost that rises
FALLS = ManimColor("#40D98D")        # a cost that falls
GRADIENT = ManimColor("#FFDB4A")     # and every slope
SYMBOLS = {"w": WEIGHT, "b": BIAS, "z": SUM, "a": ACTIVATION, "y": WANTED, "C": COST, "gradient": GRADIENT}

SOME, ALL = ManimColor("#7CE6E0"), LIT   # who learns from a batch, and who from all examples: squares and circles

HEIGHTS = tuple(ManimColor(c) for c in     # a cost, from nothing to the highest: it ends in the colour of the cost
                ("#10132B", "#23255A", "#4B3580", "#863F8E", "#C44C85", "#F4777F", "#FFC9B8"))
CONTOUR = 0.35                       # opacity of a contour line

TITLE, BODY, LABEL, INSIDE = 48, 32, 29, 24    # text sizes; LABEL has capitals of 12 pixels at 480p; INSIDE a disc: of 10
DIM = 0.35                           # opacity of what is out of focus
BAND = 0.2                           # opacity of a band behind numbers that are looked at

MARGIN = 0.4                         # nothing comes nearer to the edge of the frame
FOOT = -2.95                         # drawings end here; below it stands the sentence
GAP = 0.2                            # between things that belong together
GUTTER = 0.6                         # between things that do not

SUBJECT = 5.4, 5.8                   # width and height of the drawing that a frame is about
PANEL = 3.2, 1.7                     # of a drawing that stands beside it
VISTA = 8.4, 5.8                     # the box of a map or a landscape that stands beside something
SPECK = 0.2                          # the size that a thing grows from, as a share of its own
GRAPH = 7.2, 5.0                     # of a graph that a section is about
ROW = 0.5                            # from one row of a table to the next
PICTURE = 1.9                        # height of a picture that stands beside it

THREAD = 0.006                       # line widths, in units of the frame: 0.36 pixels at 480p
LINE = 0.02
BOLD = 0.045
DOT = 0.07                           # radius of a point that stands for a value
BALL = 0.12                          # radius of a point that the eye follows
RING = 1.5                           # radius of a ring around a thing, in radii of the thing

TICK = 0.2                           # run times are multiples of it: whole frames at every quality
NOTE = 2 * TICK                      # a row of a list is noted down
BEAT = 0.6                           # one thing happens
TURN = 2 * BEAT                      # something goes to another place, or becomes another thing
STRIDE = 3 * BEAT                    # something goes far
PHRASE = 4 * BEAT                    # several things happen, one after the other
VERSE = 6 * BEAT                     # a short recording passes
STANZA = 8 * BEAT                    # a longer one
PASSAGE = 10 * BEAT                  # a long one
JOURNEY = 14 * BEAT                  # a whole descent on its landscape, seen from all sides
READ = 1.6                           # a short line is read
STUDY = 2 * READ                     # what has to be compared is read


def weight_colour(w):
    """The colour of an edge: the sign of its weight."""
    return POSITIVE if w > 0 else NEGATIVE


def weight_width(w, full):
    """The width of an edge: linear in |w|, from THREAD at 0 to BOLD at |w| = full and above; w may be an array."""
    return THREAD + (BOLD - THREAD) * np.minimum(np.abs(w) / full, 1.0)


def stroke(width):
    """A line width in the unit of Manim's stroke_width, of which a hundred make one unit of the frame."""
    return 100 * width


def in_ticks(seconds):
    """The shortest run time of that length or more that has whole frames at every quality."""
    return TICK * max(1, -(-round(seconds, 6) // TICK))


def reading_time(text):
    """Seconds that a text on screen must stand still to be read: 0.35 for each word, at least 1."""
    return in_ticks(max(1.0, 0.35 * len(text.split())))
