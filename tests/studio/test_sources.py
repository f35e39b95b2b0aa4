"""What a file depends on, and what its hash is a hash of."""

import pytest

from scenes.sources import code_hash, imports_of

FILES = {
    "nncore/__init__.py": "", "nncore/network.py": "", "nncore/store/npz.py": "", "nncore/cli.py": "", "nncore/download.py": "",
    "scenes/__init__.py": "", "scenes/runs.py": "from scenes.recipes import plane", "scenes/recipes/__init__.py": "import nncore",
    "scenes/recipes/plane.py": "from scenes.recipes import Recipe\nfrom scenes.recipes._shared import first",
    "scenes/recipes/_shared.py": "", "scenes/recipes/other.py": "",
    "scenes/stage/__init__.py": "", "scenes/stage/theme.py": "", "scenes/stage/film.py": "from scenes import runs\nimport manim",
    "scenes/stage/dial.py": "def f():\n    from scenes.stage.theme import RED", "scenes/stage/unused.py": "",
    "scenes/film.py": "from scenes.stage.film import Film\nfrom scenes.stage import dial as d\nimport scenes.not_there",
    "scenes/._film.py": "",
}
NNCORE = {"nncore/__init__.py", "nncore/network.py", "nncore/store/npz.py"}


@pytest.fixture
def project(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.mark.parametrize("file, found", [
    ("scenes/film.py", {"scenes/film.py", "scenes/__init__.py", "scenes/stage/__init__.py", "scenes/stage/film.py",
                        "scenes/stage/dial.py", "scenes/stage/theme.py"}),
    ("scenes/recipes/plane.py", {"scenes/recipes/plane.py", "scenes/recipes/_shared.py", "scenes/recipes/__init__.py",
                                 "scenes/__init__.py", *NNCORE}),
    ("scenes/recipes/other.py", {"scenes/recipes/other.py"}),
])
def test_imports_are_followed_inside_the_project_to_runs_and_through_the_face_of_nncore(project, file, found):
    assert {str(path.relative_to(project)) for path in imports_of(project / file, project)} == found


def test_what_is_no_python_yet_imports_nothing(project):
    (project / "scenes" / "film.py").write_text("from scenes.stage import (")
    assert imports_of(project / "scenes" / "film.py", project) == {project / "scenes" / "film.py"}
    before = code_hash(project / "scenes" / "film.py")
    (project / "scenes" / "film.py").write_text("from scenes.stage import (1")
    assert code_hash(project / "scenes" / "film.py") != before


CODE = '"""A module."""\n\nclass A:\n    """A class."""\n\n    def f(self):\n        """A method."""\n        return 1\n'


@pytest.mark.parametrize("other, same", [
    (CODE.replace("A module.", "Another."), True), (CODE.replace("A class.", "Another."), True),
    (CODE.replace("A method.", "Another."), True), (CODE.replace("        return", "\n\n        # why\n        return"), True),
    (CODE.replace("return 1", "return 2"), False), (CODE.replace("def f", "def g"), False), (CODE + "x = 'text'\n", False),
])
def test_the_hash_is_of_what_the_code_does(tmp_path, other, same):
    one, two = tmp_path / "one.py", tmp_path / "two.py"
    one.write_text(CODE)
    two.write_text(other)
    assert (code_hash(one) == code_hash(two)) is same
