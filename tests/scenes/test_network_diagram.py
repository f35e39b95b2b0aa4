"""The picture of a network is the network: place, ink and fill of every part are checked against the arrays."""

import numpy as np
import pytest
from manim import RIGHT, UP, Scene, VGroup

from scenes.stage import theme
from scenes.stage.facts import Mark
from scenes.stage.network import HALO, Forward, LayerSizes, NetworkDiagram

SIZES = (6, 3, 2)
W1 = np.array([[1.0, -2, 0, 0, 0, 4], [0, 0, 0, 0, 0, 0], [-1, 0, 0, 0, 0, 0.5]])
W2 = np.array([[3.0, 0, -3], [0, 0, 0]])
LAYERS = [(W1, np.zeros(3)), (W2, np.zeros(2))]
ACTIVATIONS = [np.array([0.0, 1, 0.5, 0, 0, 0.2]), np.array([0.1, 1, 0.6]), np.array([0.0, 0.9])]


@pytest.fixture
def network():
    return NetworkDiagram(SIZES, 4.0, 6, 4, drawn={0: [0, 1, 4, 5]}).show(LAYERS, ACTIVATIONS)


def test_neurons_stand_layer_by_layer_from_the_left_and_in_order_from_the_top(network):
    x = [network.neuron(l, 0)[0] for l in range(3)]
    assert x == sorted(x) and x[0] == pytest.approx(-x[2])
    assert network.neuron(1, 0)[1] > network.neuron(1, 1)[1] > network.neuron(1, 2)[1]


def test_a_shortened_layer_goes_by_the_indices_of_the_whole(network):
    gap = network.neuron(0, 0)[1] - network.neuron(0, 1)[1]
    assert network.neuron(0, 1)[1] - network.neuron(0, 4)[1] == pytest.approx(3 * gap)    # the dots take two rows
    with pytest.raises(ValueError, match=r"neuron 2 of layer 0 is not drawn; drawn are \[0, 1, 4, 5\]"):
        network.neuron(0, 2)


def test_parts_go_along_when_the_diagram_is_moved_and_scaled(network):
    before, pitch = network.neuron(2, 1), network.pitch(2)
    network.scale(0.5).shift(RIGHT + UP)
    assert network.neuron(2, 1) == pytest.approx(before / 2 + RIGHT + UP)
    assert network.pitch(2) == pytest.approx(pitch / 2)


def test_an_edge_runs_from_neuron_k_to_neuron_j(network):
    start, end = network.edge(1, 2, 5)
    assert start == pytest.approx(network.neuron(0, 5)) and end == pytest.approx(network.neuron(1, 2))


def test_the_ink_of_every_edge_is_its_weight(network):
    strokes = {i: (width, colour) for i, width, colour in network.strokes}
    for l, W in ((1, W1), (2, W2)):
        for j, k in np.ndindex(*W.shape):
            if l == 1 and k not in (0, 1, 4, 5):
                continue
            line = network._line(l, j, k)
            x0, y0, x1, y1 = network.lines[line]
            start, end = network.edge(l, j, k)
            assert (x0, y0, x1, y1) == pytest.approx((*start[:2], *end[:2]))
            assert strokes[line] == (theme.weight_width(W[j, k], 4.0), tuple(theme.weight_colour(W[j, k]).to_rgb()))


def test_heavy_edges_are_painted_over_light_ones(network):
    widths = [width for _, width, _ in network.strokes]
    assert widths == sorted(widths) and widths[0] < widths[-1]


def test_copies_share_the_list_of_lines_and_change_alone(network):
    copy, strokes = network.copy(), network.strokes
    assert copy.strokes is strokes
    copy.show([(W / 2, b) for W, b in LAYERS], ACTIVATIONS)
    assert network.strokes is strokes and copy.strokes[-1] != strokes[-1]


def test_it_shows_the_numbers_on_the_frame(network, still):
    pixels = still.pixels(network)
    assert still.at(pixels, network.neuron(1, 1)).min() == 255
    assert still.at(pixels, network.neuron(2, 0)).max() == 0
    assert still.at(pixels, network.neuron(1, 2)) == pytest.approx(3 * [0.6 * 255], abs=2)
    assert still.at(pixels, network.neuron(0, 5)) == pytest.approx(3 * [0.2 * 255], abs=2)
    start, end = network.edge(1, 0, 5)     # the only edge of full width; it is positive
    red, _, blue = still.at(pixels, start + 0.3 * (end - start))
    assert blue > 2 * red


def test_numbers_outside_0_to_1_are_black_and_white(still):
    network = NetworkDiagram((1, 1), 1.0, 4, 2).show([(np.ones((1, 1)), np.zeros(1))], [np.array([-3.0]), np.array([7.0])])
    pixels = still.pixels(network)
    assert still.at(pixels, network.neuron(0, 0)).max() == 0 and still.at(pixels, network.neuron(1, 0)).min() == 255


def test_an_input_on_its_way_fills_one_layer_after_the_other(network, still):
    scene, seen = Scene(), []
    network.reach(-1)
    pixels = still.pixels(network)
    assert still.at(pixels, network.neuron(0, 1)).max() == 0
    scene.add_updater(lambda dt: seen.append(network.reached))
    scene.play(Forward(network, -1, 2), run_time=2)
    assert seen == sorted(seen) and seen[0] == -1 and network.reached == 2


def test_highlight_dims_every_other_line(network):
    network.highlight(edges=[(2, 0, 2)], neurons=[(0, 5)])
    assert sorted(set(network.edge_opacity)) == [theme.DIM, 1]
    assert network.edge_opacity[network._line(2, 0, 2)] == 1 and network.edge_opacity.sum() < 2 + theme.DIM * 18
    assert list(network.rims[0]) == [theme.DIM, theme.DIM, theme.DIM, 2]
    network.highlight()
    assert set(network.edge_opacity) == {1} and set(network.rims[0]) == {1}


def test_a_fill_is_the_activation_however_dim_the_rest_is(network, still):
    pixels = still.pixels(network.highlight(edges=[(2, 0, 2)], neurons=[(0, 5)]))
    for l, activations in enumerate(ACTIVATIONS):
        for _, j in network.layer(l):
            assert still.at(pixels, network.neuron(l, j)) == pytest.approx(3 * [255 * activations[j]], abs=2)
    ringed, other = (max(still.at(pixels, network.neuron(0, j) + share * network.radius * UP).min()
                         for share in np.linspace(HALO - 0.05, HALO + 0.05, 5)) for j in (5, 0))
    assert ringed > 120 > 60 > other


def test_edges_are_found_by_where_they_lead_and_where_they_come_from(network):
    assert network.edges(into=(2, 1)) == [(2, 1, 0), (2, 1, 1), (2, 1, 2)]
    assert network.edges(into=(1, 0)) == [(1, 0, 0), (1, 0, 1), (1, 0, 4), (1, 0, 5)]      # of those that are drawn
    assert network.edges(out_of=(0, 4)) == [(1, 0, 4), (1, 1, 4), (1, 2, 4)]
    assert set(network.edges(between=(0, 1))) == {(1, j, k) for j in range(3) for k in (0, 1, 4, 5)}
    start, end = network.edge(1, 2, 5)
    assert network.middle(1, 2, 5) == pytest.approx((start + end) / 2)


def test_light_leaves_an_edge_and_its_ends(network):
    animation = network.light(into=(2, 1))
    animation.interpolate(1)
    lit = np.flatnonzero(network.edge_opacity == 1)
    assert set(lit) == {network._line(2, 1, k) for k in range(3)}
    assert list(network.rims[1]) == [2, 2, 2] and list(network.rims[2]) == [theme.DIM, 2]


def test_another_shape_of_network_is_refused(network):
    with pytest.raises(ValueError):
        network.show(LAYERS[:1], ACTIVATIONS)
    with pytest.raises(ValueError):
        network.show(LAYERS, ACTIVATIONS[:2])


def test_small_layers_are_drawn_whole_and_keep_together():
    network = NetworkDiagram((3, 3, 2), 1.0, 4, 3)
    assert not any(network.shortened)
    assert network.pitch(0) == pytest.approx(1) and network.pitch(2) == pytest.approx(1.5)


def test_sizes_stand_under_their_layers_and_say_what_is_left_out(network):
    names = LayerSizes(network, [Mark(n) for n in SIZES])
    assert [name.said for name in names] == ["4 of 6", "3", "2"]
    assert [name.get_x() for name in names] == pytest.approx([network.neuron(l, 0)[0] for l in range(3)])
    assert VGroup(*names).get_top()[1] < network.get_bottom()[1]


def test_a_pulse_starts_at_its_neuron_and_not_before(network, still):
    edge = int((network.neuron(0, 0)[0] - network.radius + 128 / 18) * 640 / (128 / 9)) - 1    # pixels left of the input
    resting = still.pixels(network.reach(0)).copy()
    setting_out = still.pixels(network.reach(0.1))
    assert np.array_equal(setting_out[:, :edge], resting[:, :edge]) and not np.array_equal(setting_out, resting)
