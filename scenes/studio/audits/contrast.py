"""Audit 3: text against what is behind it has a contrast of 4.5:1 or more, as the viewer sees it, dimmed or not."""

import numpy as np

from scenes.studio.audits.failure import place
from scenes.studio.audits.view import pixels

ENOUGH = 4.5
FEW = 0.05           # of the pixels behind a text may be worse: the soft rims of what is near


def look(view):
    for text in view.texts:
        box = view.box(text)
        behind, seen = (picture[pixels(box)] for picture in (view.without_text, view.picture))
        if view.is_moving(text) or not behind.size:
            continue
        if np.array_equal(seen, behind):
            yield view.failure("contrast", f"{text.name} cannot be seen at all", place(box))
        elif (ratio := _contrast_in(view, text, behind)) < ENOUGH:
            what = f"{text.name} has a contrast of {ratio:.1f}:1, less than {ENOUGH}:1"
            yield view.failure("contrast", what, place(box))


def _contrast_in(view, text, behind):
    """The contrast with what is behind its box; where that is too low, with what is behind its glyphs."""
    ratio = _contrast(text, behind)
    if ratio < ENOUGH:
        under = view.ink_of(text)
        ratio = _contrast(text, behind[under]) if under.any() else ratio
    return ratio


def _contrast(text, behind):
    """The contrast of the text, as faint as it is, with these pixels: the least but for a few of them."""
    behind = behind.reshape(-1, 3) / 255
    pieces = text.mobject.family_members_with_points()
    colours = {tuple(piece.fill_rgbas[0] if piece.fill_rgbas[0, 3] > 0 else piece.stroke_rgbas[0]) for piece in pieces}
    return min(_least(colour, behind) for colour in colours)


def _least(rgba, behind):
    *rgb, alpha = rgba
    seen, behind = (luminance(part) for part in (alpha * np.array(rgb) + (1 - alpha) * behind, behind))
    return np.quantile((np.maximum(seen, behind) + 0.05) / (np.minimum(seen, behind) + 0.05), FEW)


def luminance(rgb):
    """The relative luminance of colours (..., 3) in 0..1, as the WCAG define it."""
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]
