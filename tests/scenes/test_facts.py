"""Every number on screen has a known origin."""

from copy import deepcopy
from types import SimpleNamespace

import numpy as np
import pytest

import nncore
from scenes import runs
from scenes.stage.facts import Fact, Mark, Run, fact, fill, is_the_same_in_every_run, refuse_typed_digits
from scenes.studio.audits.recordings import SEEDS, record

RUNS = {"toy": SimpleNamespace(cost=np.array([3.25, -0.5], dtype="float32"), label=np.array(7),
                               network=SimpleNamespace(n_parameters=13002), recipe={"data": {"name": "moons"}})}


def test_a_fact_knows_its_value_its_place_and_how_it_is_written():
    found = fact(RUNS, "toy.cost", 1, form=".1f")
    assert (found.key, found.index, found.value, str(found)) == ("toy.cost", (1,), -0.5, "−0.5")


def test_facts_are_found_in_arrays_attributes_and_the_recipe():
    assert str(fact(RUNS, "toy.label")) == "7"
    assert str(fact(RUNS, "toy.network.n_parameters", form=",")) == "13,002"
    assert str(fact(RUNS, "toy.recipe.data.name")) == "moons"


def test_a_recording_is_read_by_attributes_and_so_are_its_copies():
    """Manim copies what it animates, and the recordings that this holds."""
    run = nncore.train(nncore.Network((1, 1)), nncore.Dataset([[0.5]], [[1.0]]), batch_size=None, steps=2)
    recording = run.with_arrays(cost=[3, 2, 1])
    for run in (Run(recording), deepcopy(Run(recording))):
        assert run.cost.tolist() == [3, 2, 1] and run.step.tolist() == [0, 1, 2] and run.sha256 == recording.sha256
        assert str(fact({"toy": run}, "toy.cost", -1)) == "1" and fact({"toy": run}, "toy.recipe.data.name").value == "data"
        with pytest.raises(AttributeError, match="loss"):
            fact({"toy": run}, "toy.loss", 0)


def test_a_fact_that_the_recording_does_not_hold_is_an_error():
    with pytest.raises(AttributeError, match="loss"):
        fact(RUNS, "toy.loss", 0)
    with pytest.raises(IndexError):
        fact(RUNS, "toy.cost", 2)


def test_a_template_takes_as_many_numbers_as_it_has_places():
    assert fill("{} of {}", (Mark(8), Fact("toy.n", (), 784))) == "8 of 784"
    with pytest.raises(ValueError, match="2 places"):
        fill("{} of {}", (Mark(8),))


@pytest.mark.parametrize("template", ["94 percent", "it is 0.5.", "13,002 weights", "C1"])
def test_typed_digits_are_refused(template):
    with pytest.raises(ValueError, match="give a Fact"):
        refuse_typed_digits(template, {})


def test_typed_digits_that_the_film_lists_are_allowed():
    refuse_typed_digits("from 0.1 to {}", {"0.1": "the learning rate of the toy"})


@pytest.mark.parametrize(("key", "same"), [
    ("toy.recipe.data.name", True), ("toy.network.n_parameters", True), ("toy.step", True), ("toy.example_y", True),
    ("toy.cost", False), ("other.example_y", False), ("plain.example_y", False), ("toy.step_length", False),
])
def test_what_a_run_was_asked_to_do_is_the_same_in_every_run_and_what_its_recipe_lists(key, same):
    recipes = {"toy": SimpleNamespace(constants={"example_y": "what is wanted"}), "plain": SimpleNamespace()}
    assert is_the_same_in_every_run(key, recipes) is same


@pytest.mark.parametrize("name", [name for name, recipe in runs.RUNS.items() if getattr(recipe, "constants", None)])
def test_what_a_recipe_lists_as_the_same_in_every_run_is(name, recordings):
    one, other = (nncore.Recording.load(record([name], seed, recordings) / f"{name}.npz") for seed in SEEDS)
    for array in runs.RUNS[name].constants:
        assert np.array_equal(one[array], other[array]), array
