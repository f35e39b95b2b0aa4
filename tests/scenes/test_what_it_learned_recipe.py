"""What the recipe of "what_it_learned" adds to its run is true: each array against plain loops over the network itself."""

import numpy as np
import pytest

import nncore
from scenes import runs
from scenes.recipes import what_it_learned
from scenes.recipes.what_it_learned import WhatItLearned
from scenes.stage.facts import Run
from scenes.studio.audits.recordings import SEEDS, record

TRAIN, TEST = runs.data()


def recorded(seed, recordings):
    return nncore.Recording.load(record(["what_it_learned"], seed, recordings) / "what_it_learned")


@pytest.fixture(scope="module")
def run(recordings):
    return Run(recorded(SEEDS[0], recordings))


@pytest.fixture(scope="module")
def theta(run):
    return run.trained.astype("float64")


def answer(run, theta, x):
    """(the number of the largest output, that output) for one picture."""
    outputs = run.network.output(theta, x[None])[0]
    best = max(range(len(outputs)), key=lambda j: outputs[j])
    return best, float(outputs[best])


def test_the_exam_asks_every_unseen_digit_and_counts_as_it_goes(run, theta):
    answers = [answer(run, theta, x) for x in TEST.x]
    right, wrong = [0], [0]
    for (guess, _), label in zip(answers, TEST.labels, strict=True):
        right.append(right[-1] + (guess == label))
        wrong.append(wrong[-1] + (guess != label))
    assert run.exam_right_so_far.tolist() == right and run.exam_wrong_so_far.tolist() == wrong
    missed = [i for i, (guess, _) in enumerate(answers) if guess != TEST.labels[i]]
    assert run.exam_large.tolist() == sorted({1, 2, 3, 4, 5, *(i + 1 for i in missed)})
    for after, label, guess in zip(run.exam_large, run.exam_large_label, run.exam_large_guess, strict=True):
        assert (label, guess) == (TEST.labels[after - 1], answers[after - 1][0])
    assert run.exam_count == run.unseen == len(TEST) and run.exam_per_hundred == round(100 * right[-1] / len(TEST))
    assert run.exam_x / 255 == pytest.approx(TEST.x, abs=0.002)


def test_the_mistakes_come_surest_first_and_know_their_places(run, theta):
    answers = [answer(run, theta, x) for x in TEST.x]
    missed = [i for i, (guess, _) in enumerate(answers) if guess != TEST.labels[i]]
    assert run.missed.tolist() == sorted(missed, key=lambda i: -answers[i][1]) and run.missed_count == len(missed) > 3
    assert np.flatnonzero(run.exam_wrong).tolist() == missed
    for k, i in enumerate(run.missed):
        assert (run.missed_guess[k], run.missed_label[k]) == (answers[i][0], TEST.labels[i]) and np.array_equal(run.missed_x[k], TEST.x[i])
        assert run.missed_most[k] == pytest.approx(answers[i][1])
    assert sorted(run.missed_quiet) == [i for i in missed if answers[i][1] < 0.5] and run.missed_low == len(run.missed_quiet)


def test_a_run_without_mistakes_is_refused_in_a_sentence(run, theta):
    with pytest.raises(nncore.RecordingError, match="all [0-9]+ digits of its exam right"):
        what_it_learned._exam(run.network, theta, TEST.take(np.flatnonzero(~run.exam_wrong)), 5)


def inside(part, x, y):
    """Whether a place lies within a loop."""
    _, x0, y0, x1, y1 = part
    return ((2 * x - x0 - x1) / (x1 - x0)) ** 2 + ((2 * y - y0 - y1) / (y1 - y0)) ** 2 < 1


def surrounded(ink):
    """[(x, y)] of the empty pixels from which no way over empty ones leads to the corner."""
    reached, todo = set(), [(0, 0)]
    while todo:
        x, y = todo.pop()
        if (x, y) not in reached and 0 <= x < 28 and 0 <= y < 28 and not ink[y, x]:
            reached.add((x, y))
            todo += [(x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)]
    return [(x, y) for y in range(28) for x in range(28) if not ink[y, x] and (x, y) not in reached]


def test_hoped_for_loops_lie_around_the_holes_and_lines_begin_and_end_on_ink(run):
    for x, label, place, parts in zip(run.hope_x, run.hope_label, run.hope_place, run.hope_part, strict=True):
        assert np.array_equal(x, TEST.x[place]) and TEST.labels[place] == label
        ink = x.reshape(28, 28) > 0.3
        loops, lines = [part for part in parts if part[0] == 0], [part for part in parts if part[0] == 1]
        assert (len(loops), len(lines)) == {9: (1, 1), 8: (2, 0), 7: (0, 2)}[int(label)]
        assert all(any(inside(loop, *hole) for loop in loops) for hole in surrounded(ink)) and bool(loops) == bool(surrounded(ink))
        for _, x0, y0, x1, y1 in lines:
            for near in ((x0, y0), (x1, y1)):
                assert min(np.hypot(column - near[0], row - near[1]) for row, column in zip(*np.nonzero(ink))) < 2.5


def test_pictures_of_weights_are_those_of_recorded_states_and_dark_where_no_digit_is_lit(run):
    lit = np.zeros(784, bool)
    for x in TRAIN.x:
        lit |= x > 0
    assert np.array_equal(run.lit, lit) and 0 < lit.sum() < 784
    for W, step in zip(run.tile_w, run.tile_step, strict=True):
        theta = run.theta[list(run.step).index(step)]
        assert np.array_equal(W[:, lit], theta[:16 * 784].reshape(16, 784)[:, lit]) and not W[:, ~lit].any()
    assert run.tile_step[[0, -1]].tolist() == run.step[[0, -1]].tolist() and run.tile_count == run.first_count == 16
    full = np.quantile(np.abs(run.tile_w[-1][:, lit]), 0.99)
    assert run.tile_full == pytest.approx(full) and run.tile_scale.tolist() == pytest.approx([-full, 0, full])


def stroke(part, down, right):
    """(784,): the pixels under a part that is laid so far from its place, each looked at by itself."""
    kind, x0, y0, x1, y1 = part
    turns = np.linspace(0, 1, 400)
    if kind == 1:
        points = np.column_stack([x0 + turns * (x1 - x0), y0 + turns * (y1 - y0)])
    else:
        points = np.column_stack([(x0 + x1) / 2 + (x1 - x0) / 2 * np.cos(2 * np.pi * turns),
                                  (y0 + y1) / 2 + (y1 - y0) / 2 * np.sin(2 * np.pi * turns)])
    points, width = points + [right, down], 1.5 + kind / 1000                     # of a line some pixels lie on the very edge
    return np.array([np.hypot(*(points - [i % 28, i // 28]).T).min() <= width for i in range(784)])


def test_the_best_fit_of_a_part_is_a_correlation_and_none_is_better(run):
    parts, lit = run.hope_part.reshape(-1, 5), run.lit.astype(bool)

    def fit(state, neuron, k, down, right):
        laid = stroke(parts[k], down, right)[lit]
        return np.corrcoef(run.tile_w[state][neuron, lit], laid)[0, 1] if laid.sum() > 0.95 * stroke(parts[k], 0, 0).sum() else 0

    for state, row in ((0, 0), (-1, 1)):        # before the training and after it
        best = fit(state, *map(int, (run.fit_neuron[row], run.fit_part[row], *run.fit_shift[row])))
        assert best**2 == pytest.approx(run.fit_share[row], rel=0.05) and best > 0
        assert np.array_equal(run.fit_w[row], run.tile_w[state][[run.fit_neuron[row]]])
        for neuron, k, down, right in np.random.default_rng(3).integers([0, 0, -5, -5], [16, 6, 6, 6], (25, 4)):
            assert fit(state, neuron, k, down, right) < best + 0.02


def test_the_best_so_far_goes_through_all_parts_and_heights_and_ends_with_the_best(run):
    parts, lit, W = run.hope_part.reshape(-1, 5), run.lit.astype(bool), run.tile_w[-1]
    assert run.fit_so_far.shape == (6, 17) and run.fit_part_count == 6 and run.fit_place_count == 17 * 17
    assert np.all(np.diff(run.fit_so_far.ravel()) >= 0) and run.fit_so_far[-1, -1] == pytest.approx(run.fit_share[1])
    for k, height in ((0, 8), (2, 13)):             # what has been tried so far cannot match better
        down = height - 8
        for right in (-3, 0, 4):
            laid = stroke(parts[k], down, right)[lit]
            if laid.sum() > 0.95 * stroke(parts[k], 0, 0).sum():
                assert max(np.corrcoef(w[lit], laid)[0, 1] for w in W) < np.sqrt(run.fit_so_far[k, height]) + 0.02
    first = np.unravel_index(np.argmax(run.fit_so_far.ravel() == run.fit_so_far[-1, -1]), run.fit_so_far.shape)
    assert first == (run.fit_part[1], run.fit_shift[1][0] + 8)


def test_a_neuron_that_looks_for_the_part_alone_would_match_it_wholly(run):
    assert run.fit_share[3] == pytest.approx(1) and run.fit_part[3] == run.fit_part[1]
    assert np.array_equal(run.fit_shift[3], run.fit_shift[1])
    part = stroke(run.hope_part.reshape(-1, 5)[run.fit_part[1]], *run.fit_shift[1]) * run.lit
    assert run.fit_w[3][0] / run.tile_full == pytest.approx(part.astype(float), abs=1e-6)


def neighbours(picture, lit):
    """How much the pixels of a picture correlate with those to their right and below them."""
    pairs = [(i, i + step) for i in range(784) for step, there in ((1, i % 28 < 27), (28, i < 756)) if there and lit[i] and lit[i + step]]
    return np.corrcoef([picture[i] for i, _ in pairs], [picture[j] for _, j in pairs])[0, 1]


def test_what_chance_explains_is_asked_of_noise_that_is_as_smooth_as_the_weights(run):
    """Anything smooth is more like a loop than the white noise of the start is."""
    lit, W = run.lit.astype(bool), run.tile_w
    assert run.fit_smooth[:2] == pytest.approx([np.mean([neighbours(w, lit) for w in W[state]]) for state in (0, -1)], abs=1e-5)
    assert abs(run.fit_smooth[0]) < 0.1 < 0.5 < run.fit_smooth[1] and run.fit_smooth[2] == pytest.approx(run.fit_smooth[1], abs=0.05)
    draws = [what_it_learned._as_smooth_as(W[-1], lit, np.random.default_rng(seed)) for seed in range(run.fit_draws)]
    assert not np.array(draws)[..., ~lit].any()
    assert [neighbours(w, lit) for w in draws[0]] == pytest.approx([neighbours(w, lit) for w in W[-1]], abs=0.12)
    laid = what_it_learned._Laid(run.hope_part.reshape(-1, 5), lit)
    best = sorted(float(laid.best_fit(draw)[0]) ** 2 for draw in draws)
    assert run.fit_share[2] == pytest.approx(best[len(best) // 2]) and run.fit_as_well == sum(each >= run.fit_share[1] for each in best)
    assert any(np.array_equal(run.fit_w[2][0], w) for w in np.concatenate(draws))
    part = stroke(run.hope_part.reshape(-1, 5)[run.fit_part[2]], *run.fit_shift[2])[lit]
    assert np.corrcoef(run.fit_w[2][0, lit], part)[0, 1] ** 2 == pytest.approx(run.fit_share[2], rel=0.05)


def test_others_fall_silent_first_only_where_that_is_seen():
    """A tanh network of one's own may have no output that is ever dim."""
    leap, fall = np.array([0.01, 0.0, 0.02, 0.95]), np.array([0.3, 0.2, 0.05, 0.0])
    assert what_it_learned._silent_first(leap, fall)
    assert not what_it_learned._silent_first(leap + 0.2, fall)                     # never dim
    assert not what_it_learned._silent_first(leap, np.array([0.3, 0.2, 0.2, 0.0]))     # they fall silent when it leaps
    assert not what_it_learned._silent_first(np.minimum(leap, 0.5), fall)          # it does not leap


def test_a_picture_climbs_against_the_slope_of_its_cost(run, theta):
    wish, rng = int(run.climb_wish), np.random.default_rng(0)
    y = np.eye(10)[wish]

    def cost(x):
        return float(np.square(run.network.output(theta, x[None])[0] - y).sum())

    def slope(x, i, h=1e-5):
        return (cost(x + h * np.eye(784)[i]) - cost(x - h * np.eye(784)[i])) / (2 * h)

    assert np.all(run.climb_x[0] == 0.5)
    for i in rng.integers(784, size=12):
        assert run.climb_slope[i] == pytest.approx(slope(run.climb_x[0].astype(float), i), rel=1e-3, abs=1e-7)
    for row in (0, 5, len(run.climb_x) - 2):
        before, after = run.climb_x[row].astype(float), run.climb_x[row + 1]
        for i in rng.integers(784, size=8):
            assert after[i] == pytest.approx(np.clip(before[i] - run.climb_rate * slope(before, i), 0, 1), abs=1e-5)
    outputs = [run.network.output(theta, x[None].astype(float))[0, wish] for x in run.climb_x]
    assert run.climb_output == pytest.approx(outputs, abs=1e-5)
    assert run.climb_cost == pytest.approx([cost(x.astype(float)) for x in run.climb_x], abs=1e-5)
    assert run.climb_answers == pytest.approx(run.network.output(theta, run.climb_x.astype(float)), abs=1e-5)
    assert run.climb_output[run.climb_arrived] > 0.9 > run.climb_output[:run.climb_arrived].max()
    assert run.climb_number.tolist() == list(range(len(outputs)))


def test_the_ends_of_all_ten_and_how_much_they_look_like_digits(run, theta):
    for j in (0, 7):
        x = np.full(784, 0.5)
        for _ in range(run.climb_steps):
            x = np.clip(x - 0.3 * run.network.input_gradient(theta, x[None], np.eye(10)[[j]])[0], 0, 1)
        assert run.climb_end[j] == pytest.approx(x, abs=1e-4)
    ends = [run.network.output(theta, x[None].astype(float))[0, j] for j, x in enumerate(run.climb_end)]
    assert run.climb_end_output == pytest.approx(ends, abs=1e-4) and run.climb_reached == sum(end > 0.9 for end in ends)
    for j, x in enumerate(run.climb_end):
        mean = np.mean([digit for digit, label in zip(TRAIN.x, TRAIN.labels) if label == j], axis=0)
        assert run.climb_like[j] == pytest.approx(np.corrcoef(x, mean)[0, 1], abs=1e-4)
        reals = {i: run.network.output(theta, TEST.x[i][None])[0, j] for i in np.flatnonzero(TEST.labels == j)}
        best = max(reals, key=reals.get)
        assert np.array_equal(run.real_x[j], TEST.x[best])
    wish = int(run.climb_wish)
    assert run.real_answers == pytest.approx(run.network.output(theta, run.real_x[[wish]].astype(float))[0], abs=1e-5)
    assert run.real_target.tolist() == [float(j == wish) for j in range(10)]
    assert run.real_cost == pytest.approx(sum((a - (j == wish)) ** 2 for j, a in enumerate(run.real_answers)), abs=1e-5)


@pytest.fixture(scope="module")
def others(run):
    """{size: the thetas of its trainings}, trained plainly."""
    found = {}
    for size in run.label_sizes:
        found[int(size)] = []
        for seed in range(1, 1 + run.label_seeds):
            chosen = np.random.default_rng(seed).permutation(len(TRAIN))[:size]
            found[int(size)].append(nncore.train(run.network, TRAIN.take(chosen), 1.5, 10, steps=int(run.label_steps), seed=seed).trained)
    return found


def test_fewer_labels_are_learned_from_by_trainings_of_equal_length(run, others):
    assert run.recipe["seed"] == 0 and run.label_sizes[-1] == len(TRAIN) and run.label_batch == 10
    for thetas, shares, middle in zip(others.values(), run.label_right, run.label_median, strict=True):
        plain = [np.mean([answer(run, theta, x)[0] == label for x, label in zip(TEST.x, TEST.labels)]) for theta in thetas]
        assert shares.tolist() == plain
        assert middle == np.median(shares)
    assert run.label_dots.tolist() == run.label_right.ravel().tolist()
    at = run.label_at.reshape(run.label_right.shape)
    assert np.array_equal(at, np.tile(run.label_sizes[:, None], run.label_seeds))       # none stands at a number that was not trained on


def test_noise_is_answered_by_this_network_and_by_the_others(run, theta, others):
    pixels = np.random.default_rng(0).integers(0, 256, (run.noise_count, 784), dtype=np.uint8)
    pixels = np.array([[grey if lit else 0 for grey, lit in zip(x, (TRAIN.x > 0).any(axis=0))] for x in pixels])
    assert np.array_equal(run.noise_x, pixels)
    networks = [theta, *others[len(TRAIN)]]
    for name, pictures in (("noise", pixels / 255), ("digits", TEST.x)):
        found = {key: getattr(run, f"{name}_{key}", None) for key in (
            "favourite", "favourite_count", "come", "large", "large_guess", "share", "sure_share", "low_share")}
        for k, net in enumerate(networks):
            guesses, most = zip(*(answer(run, net, x) for x in pictures))
            counts = [guesses.count(j) for j in range(10)]
            shares = [np.mean([b / 20 <= one < (b + 1) / 20 for one in most]) for b in range(20)]
            assert found["share"][k] == pytest.approx(shares, abs=0.006)       # one at an edge may fall to either side
            assert found["sure_share"][k] == pytest.approx(np.mean([one > 0.9 for one in most]))
            assert found["low_share"][k] == pytest.approx(np.mean([one < 0.5 for one in most]))
            if name != "digits":
                assert (found["favourite"][k], found["favourite_count"][k]) == (counts.index(max(counts)), max(counts))
            if name != "digits" and k == 0:
                assert found["come"][-1].tolist() == counts
                assert found["large"][:5].tolist() == [1, 2, 3, 4, 5] and found["large"][-1] == run.noise_count
                assert found["large_guess"].tolist() == [guesses[after - 1] for after in found["large"]]
                assert found["come"][7].tolist() == [guesses[:7].count(j) for j in range(10)]
    assert run.noise_nets == len(networks) == run.noise_others + 1


def test_what_is_the_same_at_other_starts_is_listed_as_constant(recordings):
    one, other = (recorded(seed, recordings) for seed in SEEDS)
    same = {key for key in one if np.array_equal(one[key], other[key])}
    shown = {"exam_x", "hope_x", "hope_place", "hope_part"}                     # the digits themselves, which are no numbers to read
    by_chance = {"climb_wish", "climb_reached", "climb_silent_first", "fit_as_well"}          # few values: nothing to tell two runs by
    assert same - shown - by_chance <= set(WhatItLearned.constants) <= set(one) and set(WhatItLearned.words) <= set(one)


def test_a_network_without_hidden_neurons_and_a_large_one_are_examined_too():
    some = TRAIN.take(range(150))
    for sizes, activation, rate, tiles in (((784, 10), "sigmoid", 0.5, 10), ((784, 40, 10), "tanh", 0.1, 25)):
        own = nncore.train(nncore.Network(sizes, activation), some, rate, 10, steps=60)
        derived = WhatItLearned().derive(own, some, TEST, quick=True, quiet=True)
        assert set(WhatItLearned.constants) <= set(derived) and derived["tile_w"].shape[1:] == (tiles, 784)
        assert derived["first_count"] == sizes[1] and derived["label_sizes"] == [10, 150]
