"""A new film: a film, its recipe and its test, which run as they are and are there to be changed."""

import importlib.util
import keyword
import re
from pathlib import Path

from scenes.studio import StudioError, table

TEMPLATE = Path(__file__).parent / "template"
PLACES = {"film.py": "scenes/{}.py", "recipe.py": "scenes/recipes/{}.py", "test.py": "tests/scenes/test_{}.py"}


def new_film(name, root):
    """Write the three files and the film's row in the README's table; returns their paths. Nothing that is there is overwritten."""
    refuse(name, root)
    class_name = "".join(word.capitalize() for word in name.split("_"))
    made = []
    for source, place in PLACES.items():
        path = root / place.format(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        text = (TEMPLATE / source).read_text(encoding="utf-8").replace("MyFilm", class_name).replace("my_film", name)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
        made.append(path)
    table.write(root)
    return made


def refuse(name, root):
    """Raise StudioError for a name that a film cannot have."""
    if why := why_not(name, root):
        raise StudioError(f"no film can be called {name!r}: {why}")


def why_not(name, root):
    """Why a film cannot be called so; None where it can."""
    if not re.fullmatch("[a-z][a-z0-9_]*[a-z0-9]", name) or keyword.iskeyword(name):
        return "use small letters, digits and _, as in my_film: it becomes the name of a Python file"
    there = [path for path in (root / place.format(name) for place in PLACES.values()) if path.exists()]
    if there:
        return f"there is {', '.join(str(path.relative_to(root)) for path in there)} already; nothing was written"
    if name in targets(root):
        return f"`make {name}` is something else already"
    if importlib.util.find_spec(name):
        return f"a Python module is called {name}, and would be hidden by the film"
    return None


def targets(root):
    """What `make` makes besides films."""
    return re.findall(r"^([a-z]+):", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
