"""What the film of the chain rule is drawn with: the tree, the magnified line, the lens, the stems, and a network that folds."""

import numpy as np
import pytest
from manim import RIGHT, UP

from scenes.stage import theme
from scenes.stage.chart import Scatter
from scenes.stage.columns import Equation
from scenes.stage.facts import Mark
from scenes.stage.lens import Lens
from scenes.stage.moves import MoveLine
from scenes.stage.network import NetworkDiagram
from scenes.stage.tree import Place, Tree


def near(color):
    return pytest.approx(color.to_int_rgb(), abs=2)


@pytest.fixture
def tree():
    places = {name: Place(name, Mark(i), theme.INK, column, row)
              for i, (name, column, row) in enumerate((("w", 0, 1), ("b", 0, -1), ("z", 1, 0), ("a", 2, 0)))}
    return Tree(places, [("w", "z"), ("b", "z"), ("z", "a")])


def test_a_link_leads_from_one_node_to_the_other_and_touches_neither(tree):
    for (start, end), line in tree.links.items():
        assert tree.nodes[start].get_right()[0] < line.get_start()[0] < line.get_end()[0] < tree.nodes[end].get_left()[0]


def test_a_path_covers_its_links_wherever_the_tree_has_gone(tree):
    tree.shift(UP + RIGHT)
    path = tree.path("w", "z", "a")
    for line, link in zip(path, (("w", "z"), ("z", "a")), strict=True):
        assert line.get_start() == pytest.approx(tree.links[link].get_start())
        assert line.get_end() == pytest.approx(tree.links[link].get_end())
    with pytest.raises(KeyError):
        tree.path("w", "b")


def test_a_part_of_a_tree_holds_its_nodes_and_the_links_between_them(tree):
    part, grown = tree.part("w", "b"), tree.part("w", "b", beyond=True)
    assert set(part) == {tree.nodes["w"], tree.nodes["b"]}
    assert set(grown) == set(part) | {tree.links["w", "z"], tree.links["b", "z"]}


def test_a_move_is_as_long_as_its_magnification_says(still):
    line = MoveLine("w", Mark(3.25), 8, 2, theme.WEIGHT, origin=0.25)
    start = line.spot(0)
    assert line.spot(0.5) - start == pytest.approx([1, 0, 0])
    line.show(0.05, 10)
    assert line.spot(0.05) - start == pytest.approx([1, 0, 0]) and line.spot(-0.05) - start == pytest.approx([-1, 0, 0])
    pixels = still.pixels(line)
    assert tuple(still.at(pixels, line.spot(0.05))) == near(theme.WEIGHT)
    assert np.abs(still.at(pixels, line.spot(0.1)) - theme.WEIGHT.to_int_rgb()).max() > 50      # nothing has moved that far


def test_through_a_lens_the_tangent_is_the_diagonal_and_the_curve_nears_it():
    x = np.linspace(-1, 1, 41)[None] * np.array([[1.0], [0.1]])
    lens = Lens(x, 2 * x + x**2, 2.0, 1.0, "x", "y", theme.COST, 4)
    bend = []
    for level, magnified in enumerate((1, 10)):
        lens.show(level, magnified)
        view = lens.view
        seen = view.seen(view.x[level], view.y[level])
        bend.append(np.abs(seen[:, 1] - seen[:, 0]).max())
    assert view.seen(0.1, 0.2) == pytest.approx([2, 2])
    assert bend == pytest.approx([1, 0.1])


def test_stems_reach_from_zero_to_their_values(still):
    plot = Scatter(np.array([0.25, 0.75]), np.array([1.0, -1.0]), "x", "y", theme.WEIGHT, 6, 4).show(1)
    pixels = still.pixels(plot)
    assert tuple(still.at(pixels, plot.spot(0.25, 1))) == near(theme.WEIGHT)
    assert np.abs(still.at(pixels, plot.spot(0.75, -1)) - theme.WEIGHT.to_int_rgb()).max() > 50
    pixels = still.pixels(plot.show(2, mean=-0.5))
    assert tuple(still.at(pixels, plot.spot(0.75, -1))) == near(theme.WEIGHT)
    assert tuple(still.at(pixels, plot.spot(0.5, -0.5))) == near(theme.GRADIENT)


def test_the_pieces_of_an_equation_stand_on_one_line_in_order():
    equation = Equation("z =", Mark(1.5, ".2f"), "dot", (Mark(2), theme.COST))
    assert [piece.baseline for piece in equation] == pytest.approx(4 * [equation[0].baseline])
    lefts = [piece.get_left()[0] for piece in equation]
    assert lefts == sorted(lefts) and equation[3].get_fill_color() == theme.COST


def test_a_folded_network_has_all_neurons_of_a_layer_in_one_place():
    network = NetworkDiagram((3, 2), 1.0, 4, 3)
    before = network.neuron(0, 0)
    network.fold(0.5)
    assert network.neuron(0, 0) == pytest.approx(before * [1, 0.5, 1])
    network.fold(1)
    assert network.neuron(0, 0) == pytest.approx(network.neuron(0, 2))
    assert np.allclose(network.edge(1, 1, 0), network.edge(1, 0, 2))
    assert np.ptp(network.lines, axis=0) == pytest.approx(0)
    assert network.fold(0).neuron(0, 0) == pytest.approx(before)
