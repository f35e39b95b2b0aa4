"""Which films there are, what each needs, and where what is made of it goes."""

import ast
from dataclasses import dataclass
from pathlib import Path

from scenes.studio import StudioError

QUALITIES = {"l": "480p15", "m": "720p30", "h": "1080p60", "p": "1440p60", "k": "2160p60"}
FORMATS = ("mp4", "webm", "gif")
NOT_FILMS = {"__init__", "runs"}


@dataclass(frozen=True)
class Order:
    """One film, in one quality and one format."""

    root: Path
    film: str
    quality: str = "m"
    format: str = "mp4"

    @property
    def source(self):
        return self.root / "scenes" / f"{self.film}.py"

    @property
    def workshop(self):
        """A folder of the film's own: renders that share a media folder race on Manim's caches."""
        return self.root / "media" / "build" / self.film

    @property
    def video(self):
        return self.root / "media" / "videos" / f"{self.film}.{self.format}"

    @property
    def recordings(self):
        return recordings_of(self.source)


def files_of(movie):
    """The movie, and the text that may belong to it: captions, and chapters, which beside it players would take for captions."""
    return movie, movie.with_suffix(".srt"), movie.with_suffix(".vtt"), movie.parent / "chapters" / f"{movie.stem}.vtt"


def move_film(movie, goal):
    """Put a movie and its text in another place, where no older text stays; returns the files that are there now."""
    for source, target in zip(files_of(movie), files_of(goal), strict=True):
        target.parent.mkdir(parents=True, exist_ok=True)
        source.replace(target) if source.exists() else target.unlink(missing_ok=True)
    return [path for path in files_of(goal) if path.exists()]


def find_films(root):
    """Every file directly in scenes/ is a film, but for the runs they show."""
    return sorted(path.stem for path in (root / "scenes").glob("*.py") if path.stem not in NOT_FILMS)


def choose_films(root, names):
    """The films of these names; all of them for no name."""
    films = find_films(root)
    unknown = [name for name in names if name not in films]
    if unknown:
        raise StudioError(f"no film is called {unknown[0]!r}; there are: {', '.join(films) or 'none'}")
    return list(dict.fromkeys(names)) or films


def recordings_of(source):
    """The names in the film's `recordings = (...)`, read without running it: importing Manim takes seconds."""
    try:
        tree = ast.parse(source.read_text(encoding="utf-8"))
        return tuple(name for value in _class_attributes(tree, "recordings") for name in ast.literal_eval(value))
    except SyntaxError as error:
        raise StudioError(f"{source.name}, line {error.lineno}: {error.msg}") from error
    except (ValueError, TypeError) as error:
        raise StudioError(f'{source.name}: write out the recordings, as in recordings = ("digits",)') from error


def _class_attributes(tree, name):
    for node in tree.body:
        for statement in node.body if isinstance(node, ast.ClassDef) else ():
            targets = getattr(statement, "targets", None) or [getattr(statement, "target", None)]
            if any(isinstance(target, ast.Name) and target.id == name for target in targets):
                yield statement.value
