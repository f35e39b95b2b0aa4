"""`python -m scenes.studio audit my_film`: what is found, told to whoever makes the film."""

from scenes.studio.audits import command
from scenes.studio.audits.failure import Failure
from scenes.studio.films import Order

BAD = """
from manim import Circle, RIGHT
from scenes.stage import theme
from scenes.stage.film import Film
from scenes.stage.text import Words

class Tiny(Film):
    def construct(self):
        self.play_section(self.two_labels)

    def two_labels(self):
        self.say("Two labels.")
        self.add(Words("one label"), Words("another"))
        self.wait(2)
"""


def test_it_says_what_and_at_which_second_and_draws_a_sheet(root, quiet_manim, capsys):
    (root / "scenes" / "tiny.py").write_text(BAD)
    found = command.audit_films([Order(root, "tiny")])
    head, *lines = capsys.readouterr().out.splitlines()
    assert head == f"tiny: 2.0 s, {found} to look at" and found > 2
    assert any(line.startswith('  overlap · Two labels · 0.0 s: "one label" and "another" overlap at x ') for line in lines)
    assert any(line.startswith("  rhythm: the film is 2.0 s long") for line in lines)
    assert lines[-1] == f"  {root / 'media' / 'audits' / 'tiny.png'}" and (root / "media" / "audits" / "tiny.png").stat().st_size > 1000


def test_of_many_of_a_kind_in_a_section_some_are_told():
    found = [(Failure("overlap", "One", float(k), f"what {k}"), 1) for k in range(5)] + [(Failure("dark", "One", 1.0, "dark"), 3)]
    assert list(command.in_words(found)) == [
        "overlap · One · 0.0 s: what 0", "overlap · One · 1.0 s: what 1", "overlap · One · 2.0 s: what 2",
        "overlap: and 2 more of this kind in this section", "dark · One · 1.0 s: dark (and at 2 more moments)"]
