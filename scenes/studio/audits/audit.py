"""All audits of one film."""

from scenes.studio.audits import (
    band, capitals, captions, claims, contrast, dark, fill, frame, motion, numbers, overlap, rhythm, rows, states, symbols,
)
from scenes.studio.audits.failure import once_each, save_picture, told
from scenes.studio.audits.recordings import SEEDS, record, recorded_in
from scenes.studio.audits.watch import watch

LOOKS = frame, overlap, contrast, numbers, capitals, band      # look(view): at some moments
OF_FILMS = states, rows, rhythm, motion, dark, fill, band, symbols, captions, claims    # failures(film): of all frames
NAMES = "frame", "overlap", "contrast", "capitals", "band", "numbers", "states", "rows", "rhythm", "motion", "dark", "fill", \
    "symbols", "captions", "claims"


def audit(film_class, folder):
    """[Failure]: play the film on two short recordings of different seeds, kept in the folder, and ask everything."""
    return failures(play(film_class, folder), folder)


def play(film_class, folder, witnesses=()):
    """The film, Watched on the first of its short recordings by all that look closer."""
    looks = [_at_new_views(each.look) for each in LOOKS]
    return _on(SEEDS[0], film_class, folder, looks=looks, witnesses=witnesses)


def failures(film, folder):
    """[Failure]: all that is wrong with a film that was played; for its numbers it is played again on other recordings."""
    other = _on(SEEDS[1], type(film.film), folder, in_haste=True)
    found = [failure for each in OF_FILMS for failure in each.failures(film)]
    return [*film.failures, *found, *numbers.failures(film, other), *claims.failures(other)]


def report(name, film_class, failures, folder, pictures):
    """The failures in words, each with a picture of its frame, which is written into the folder `pictures`."""
    for old in pictures.glob(f"{name}-*.png"):
        old.unlink()
    times = {failure.time for failure, _ in once_each(failures)} - {None}
    paths = photograph(film_class, folder, times, lambda time: pictures / f"{name}-{time:06.2f}s.png")
    return told(name, failures, paths)


def photograph(film_class, folder, times, path):
    """{time: path}: play the film again, and write its frames at these times."""
    paths = {}

    def look(view):
        for time in times - paths.keys():
            if abs(view.time - time) < 1e-3:
                paths[time] = save_picture(view.picture, path(time))
        return ()

    _on(SEEDS[0], film_class, folder, looks=[look], moments=0)
    return paths


def _on(seed, film_class, folder, **how):
    """The film, Watched on the short recordings of this seed."""
    with recorded_in(record(film_class.recordings, seed, folder)):
        return watch(film_class, **how)


def _at_new_views(look):
    """The look, where it could find anything that it did not find a moment before."""
    return lambda view: look(view) if view.is_new else ()
