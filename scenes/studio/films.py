"""Which films there are, what each needs, and where what is made of it goes."""

import ast
from dataclasses import dataclass
from pathlib import Path

from scenes.stage.environment import Unclear, section_of, sections_of
from scenes.studio import StudioError
from scenes.sources import python_files

QUALITIES = {"l": "480p15", "m": "720p30", "h": "1080p60", "p": "1440p60", "k": "2160p60"}
FORMATS = ("mp4", "webm", "gif", "png")
OF_A_SECTION = {"gif": "a whole film would be a GIF of a gigabyte", "png": "a picture is the last one of a section"}
GIF_RATE, GIF_MOST = 10, 4_000_000      # pictures a second: of ten hundredths each, browsers keep to it; bytes
NOT_FILMS = {"__init__", "runs", "sources"}


@dataclass(frozen=True)
class Order:
    """One film, in one quality and one format; all of it, or one section (a number, from 1)."""

    root: Path
    film: str
    quality: str = "m"
    format: str = "mp4"
    section: int | None = None

    @property
    def name(self):
        return f"{self.film}-{self.section}" if self.section else self.film

    @property
    def source(self):
        return self.root / "scenes" / f"{self.film}.py"

    @property
    def workshop(self):
        """A folder of the film's own: renders that share a media folder race on Manim's caches."""
        return self.root / "media" / "build" / self.name

    @property
    def video(self):
        if self.format == "png":
            return self.root / "media" / "stills" / self.film / f"{self.section:02}.png"
        return self.root / "media" / "videos" / f"{self.name}.{self.format}"

    @property
    def recordings(self):
        return recordings_of(self.source)


def files_of(movie):
    """The movie, and the text that may belong to it: captions, and chapters, which beside it players would take for captions."""
    return movie, movie.with_suffix(".srt"), movie.with_suffix(".vtt"), movie.parent / "chapters" / f"{movie.stem}.vtt"


def move_film(movie, goal):
    """Put a movie and its text in another place, where no older text stays; returns the files that are there now."""
    for source, target in zip(files_of(movie), files_of(goal), strict=True):
        if source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)
        else:
            target.unlink(missing_ok=True)
    return [path for path in files_of(goal) if path.exists()]


def find_films(root):
    """Every file directly in scenes/ is a film, but for the runs that they show, and what tells whether these are stale."""
    return [path.stem for path in python_files(root / "scenes") if path.stem not in NOT_FILMS]


def choose_films(root, names):
    """The films of these names; for no name all of them, in the order of the README's table, new ones last."""
    films = find_films(root)
    unknown = [name for name in names if name not in films]
    if unknown:
        raise StudioError(f"no film is called {unknown[0]!r}; there are: {', '.join(films) or 'none'}")
    return list(dict.fromkeys(names)) or _as_the_readme_has_them(root, films)


def _as_the_readme_has_them(root, films):
    """In the order in which somebody new to them should see them: the README's."""
    readme = root / "README.md"
    told = text_of(readme) if readme.exists() else ""
    places = {film: told.find(f"](scenes/{film}.py)") for film in films}
    return sorted(films, key=lambda film: (places[film] < 0, places[film]))


def choose_section(root, film, asked):
    """The number of the section that is asked for, by its number or name; None where none is."""
    try:
        return section_of(asked, sections_of(text_of(root / "scenes" / f"{film}.py"))) if asked else None
    except Unclear as error:
        raise StudioError(f"{film}: {error}") from error


# -- what a film says of itself, read without running it: importing Manim takes seconds ----------------------------


def recordings_of(source):
    """The names in the film's `recordings = (...)`."""
    try:
        return tuple(name for value in _class_attributes(source, "recordings") for name in ast.literal_eval(value))
    except (ValueError, TypeError) as error:
        raise StudioError(f'{source.name}: write out the recordings, as in recordings = ("digits",)') from error


def question_of(source):
    """The question of the film, in one line; '' where it asks none."""
    questions = [value.value for value in _class_attributes(source, "question") if isinstance(value, ast.Constant)]
    return " ".join(" ".join(questions).split())


def description_of(source):
    """What the film says of itself in the file that is made of it."""
    return "\n".join(ast.get_docstring(node) or "" for node in _classes(source))


def text_of(source):
    return source.read_text(encoding="utf-8", errors="replace")


def _classes(source):
    try:
        return [node for node in ast.parse(text_of(source)).body if isinstance(node, ast.ClassDef)]
    except SyntaxError as error:
        raise StudioError(f"{source.name}, line {error.lineno}: {error.msg}") from error


def _class_attributes(source, name):
    for node in _classes(source):
        for statement in node.body:
            targets = getattr(statement, "targets", None) or [getattr(statement, "target", None)]
            if any(isinstance(target, ast.Name) and target.id == name for target in targets):
                yield statement.value
