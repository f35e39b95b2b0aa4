"""What a section of a film leaves to a later one is declared at the head of its class."""

import ast
from collections import defaultdict
from pathlib import Path

import pytest

SCENES = Path(__file__).parents[2] / "scenes"
STAGE = "set_the_stage", "construct"         # what they make is there for all sections


def handed_on(film):
    """(names that one method sets and another reads, names that are declared) of a film's class."""
    body = next(part for part in ast.parse(film).body if isinstance(part, ast.ClassDef)).body
    set_in, read_in = defaultdict(set), defaultdict(set)
    for method in (part for part in body if isinstance(part, ast.FunctionDef) and part.name not in STAGE):
        for node in ast.walk(method):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self":
                (set_in if isinstance(node.ctx, ast.Store) else read_in)[node.attr].add(method.name)
    declared = {part.target.id for part in body if isinstance(part, ast.AnnAssign) and part.value is None}
    return {name for name, places in set_in.items() if read_in[name] - places}, declared


@pytest.mark.parametrize("film", ["descent", "chain_rule", "chain_rule_layers"])
def test_what_sections_hand_on_is_declared(film):
    handed, declared = handed_on((SCENES / f"{film}.py").read_text())
    assert handed == declared


def test_what_is_handed_on_is_found():
    film = """class F:
    kept: int
    made: int = 3
    def set_the_stage(self): self.staged = 1
    def one(self): self.kept, self.own = self.staged, 2; return self.own
    def two(self): return self.kept, self.staged
"""
    assert handed_on(film) == ({"kept"}, {"kept"})
