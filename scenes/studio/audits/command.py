"""What a viewer would trip over in a film, for whoever makes it: in words, with its second, and one sheet of those frames."""

from PIL import Image

from scenes.studio.audits.audit import failures, photograph, play
from scenes.studio.audits.failure import once_each
from scenes.studio.display import say
from scenes.studio.render import film_class
from scenes.studio.sheet import Shot, draw_sheet, save, shrunk

SOME = 3        # findings of one kind in one section that are told


def audit_films(orders):
    """Play each film on short recordings, print what was found and save the sheets; returns how much was found."""
    return sum(_audited(order) for order in orders)


def _audited(order):
    say(f"{order.film}: playing it on short recordings of two seeds")
    recordings = order.root / "media" / "build" / "audits"
    film = play(film_class(order.source), recordings)
    found = sorted(once_each(failures(film, recordings)), key=lambda each: each[0].time or 0.0)
    sheet = order.root / "media" / "audits" / f"{order.film}.png"
    sheet.unlink(missing_ok=True)
    print(f"{order.film}: {film.length:.1f} s, " + (f"{len(found)} to look at" if found else "nothing that a viewer would trip over"))
    print(*(f"  {line}\n" for line in in_words(found)), sep="", end="")
    shots = _shots(order, type(film.film), [same[0][0] for same in alike(found) if same[0][0].time is not None], recordings)
    if shots:
        print(f"  {save(draw_sheet(order.film, shots), sheet)}")
    return len(found)


def in_words(found):
    """A line for each finding; of many of a kind in a section, for the first of them."""
    for same in alike(found):
        for failure, often in same[:SOME]:
            yield f"{failure}" + (f" (and at {often - 1} more moments)" if often > 1 else "")
        if len(same) > SOME:
            yield f"{same[0][0].audit}: and {len(same) - SOME} more of this kind in this section"


def alike(found):
    """The findings of one audit in one section together; in the order in which they first come."""
    groups = {}
    for failure, often in found:
        groups.setdefault((failure.audit, failure.section), []).append((failure, often))
    return list(groups.values())


def _shots(order, film, found, recordings):
    """The frames of what was found, each under the name of its audits."""
    at = {}
    for failure in found:
        at.setdefault(failure.time, []).append(failure)
    folder = order.root / "media" / "build" / "audits" / order.film
    paths = photograph(film, recordings, set(at), lambda time: folder / f"{time:06.2f}.png")
    return [shrunk(Shot(at[time][0].section, ", ".join(sorted({failure.audit for failure in at[time]})), time, Image.open(path)))
            for time, path in sorted(paths.items())]
