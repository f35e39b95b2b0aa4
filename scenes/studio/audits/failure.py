"""What an audit finds, and how it is told: once for each fault, with the frame to look at."""

from dataclasses import dataclass

from PIL import Image


@dataclass(frozen=True)
class Failure:
    """One fault: which audit found it, in which section and when (None: the film as a whole), what, and where."""

    audit: str
    section: str
    time: float | None
    what: str
    where: str = ""

    def __str__(self):
        when = "" if self.time is None else f" · {self.section or 'before the first section'} · {self.time:.1f} s"
        return f"{self.audit}{when}: {self.what}" + (f" at {self.where}" if self.where else "")


def once_each(failures):
    """[(failure, how often)]: a fault that is found at many moments of a section is told at the first of them."""
    found = {}
    for failure in failures:
        found.setdefault((failure.audit, failure.section, failure.what), []).append(failure)
    return [(same[0], len(same)) for same in found.values()]


def told(film, failures, pictures):
    """The failures as text, each with the path of its frame; pictures is {time: path}."""
    lines = []
    for failure, often in once_each(failures):
        again = f" (and at {often - 1} more moments)" if often > 1 else ""
        picture = f"\n    {pictures[failure.time]}" if failure.time in pictures else ""
        lines.append(f"{film} · {failure}{again}{picture}")
    return "\n".join(lines)


def save_picture(pixels, path):
    """Write a frame (height, width, 3) as a PNG."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels).save(path)
    return path


def place(box):
    """A box (left, bottom, right, top) in words, in units of the frame."""
    left, bottom, right, top = box
    return f"x {left:.2f}..{right:.2f}, y {bottom:.2f}..{top:.2f}"
