"""Audit 13: what the recordings do not bear out is not said: something else is, or nothing."""

from scenes.studio.audits.failure import Failure


def failures(film):
    said = {caption.text: caption for caption in film.film.captions}
    for claim in film.film.claims:
        caption = said.get(claim.text.replace("$", ""))
        if caption and not claim.holds:
            yield Failure("claims", claim.where, caption.start, f'"{caption.text}" is said, and does not hold')
