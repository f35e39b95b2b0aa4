"""The film of gradient descent, played without rendering: it shows its recording, whole and nothing else."""

from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest
from manim import VMobject, config, tempconfig

from scenes import runs
from scenes.descent import GradientDescent, spread_out
from scenes.stage import theme
from scenes.stage.facts import Fact, fact

LAYERS = 3


@pytest.fixture(scope="module")
def played(made, tmp_path_factory):
    """The film, played once on the short recording, and what each of its frames showed."""
    settings = {"dry_run": True, "media_dir": str(tmp_path_factory.mktemp("media")), "frame_rate": 5,
                "pixel_width": 320, "pixel_height": 180, "progress_bar": "none", "verbosity": "ERROR"}
    with pytest.MonkeyPatch.context() as patch, tempconfig(settings):
        patch.setenv("RECORDINGS", str(made))
        film, frames, ends = GradientDescent(), [], []
        update, play_section = film.update_to_time, film.play_section
        patch.setattr(film, "update_to_time", lambda t: (update(t), frames.append(seen(film))))
        patch.setattr(film, "play_section", lambda part: (play_section(part), ends.append(seen(film))))
        film.render()
        return SimpleNamespace(film=film, run=film.runs["digits"], frames=frames, ends=ends,
                               captions=film.renderer.file_writer.subcaptions)


def seen(film):
    """What stands on the frame: texts with their numbers, the weights, the activations, and how far anything reaches."""
    parts = [part for top in film.mobjects for part in top.get_family()]
    texts = [(part.said, part.facts) for part in parts if hasattr(part, "said")]
    network = film.network if film.network in parts else None
    drawn = [part for part in parts if isinstance(part, VMobject) and part.has_points()]
    reach = np.abs([part.get_critical_point(corner) for part in drawn for corner in ((1, 1, 0), (-1, -1, 0))]).max(axis=0)
    return SimpleNamespace(texts=texts, reach=reach if drawn else np.zeros(3),
                           weights=network and network.weights, activations=network and network.activations,
                           ring=film.ring.get_center() if film.ring in parts else None)


def test_its_sections_come_in_order_and_it_is_as_long_as_it_should_be(played):
    assert [chapter.name for chapter in played.film.chapters] == ["The network meets a digit", "Training changes its answer"]
    assert all(5 <= chapter.end - chapter.start <= 35 for chapter in played.film.chapters)
    assert 30 <= played.film.time <= 60


def test_every_frame_shows_one_recorded_row_and_together_they_show_all(played):
    film, run = played.film, played.run
    drawn = list(pairwise(film.network.indices))
    recorded = [[W[np.ix_(j, k)] for (W, _), (k, j) in zip(run.network.layers(theta), drawn)] for theta in run.theta]
    shown = []
    for frame in [*played.frames, played.ends[-1]]:
        if frame.weights:
            rows = [k for k, weights in enumerate(recorded) if all(map(np.array_equal, weights, frame.weights))]
            assert rows, "a frame shows weights that were never recorded"
            steps = [f.value for _, facts in frame.texts for f in facts if isinstance(f, Fact) and f.key == "digits.step"]
            assert run.step[rows[0]] in steps or not steps
            for l in range(1, LAYERS + 1):
                assert np.array_equal(frame.activations[l], getattr(run, f"example_a{l}")[rows[0]])
            shown.append(rows[0])
    assert shown == sorted(shown) and {0, len(run.theta) - 1} <= set(shown) and len(set(shown)) > len(run.theta) / 2


def test_every_number_of_every_frame_is_the_recordings(played):
    keys = set()
    for frame in played.frames:
        for said, facts in frame.texts:
            for shown in facts:
                assert str(shown) in said
                if isinstance(shown, Fact):
                    there = fact({"digits": played.run}, shown.key, *shown.index, form=shown.form)
                    assert there == shown
                    keys.add(shown.key)
    assert {"digits.cost", "digits.accuracy", "digits.example_cost", "digits.example_squares", "digits.example_a3"} <= keys


def test_one_clock_moves_everything(played):
    """In every frame of the training all running numbers belong to the same row."""
    for frame in played.frames[-40:]:
        rows = {shown.index[0] for _, facts in frame.texts for shown in facts
                if isinstance(shown, Fact) and shown.key in ("digits.cost", "digits.accuracy", "digits.example_cost",
                                                             "digits.example_a3", "digits.step")}
        assert len(rows) == 1


def test_the_ring_is_around_the_brightest_output(played):
    film, run = played.film, played.run
    for end, row in zip(played.ends, (0, -1)):
        assert run.example_guess[row] == getattr(run, f"example_a{LAYERS}")[row].argmax()
    assert played.ends[-1].ring == pytest.approx(film.network.neuron(LAYERS, run.example_guess[-1]))
    assert run.example_guess[0] != run.example_label == run.example_guess[-1]


def test_the_drawn_pixels_are_pixels_of_the_stroke(played):
    assert len(set(played.film.pixels)) == 8 and (played.run.example_x[played.film.pixels] > 0.5).all()
    assert spread_out(np.arange(100), 5).tolist() == [0, 25, 50, 74, 99]


def test_nothing_leaves_the_safe_margin(played):
    limit = np.array([config.frame_width, config.frame_height]) / 2 - theme.MARGIN
    for frame in played.frames:
        assert (frame.reach[:2] <= limit + 1e-6).all()


def test_captions_cover_the_film_and_fit(played):
    covered = sum((c.end - c.start).total_seconds() for c in played.captions)
    assert covered >= 0.7 * played.film.time
    for caption in played.captions:
        lines = caption.content.split("\n")
        assert len(lines) <= 2 and max(map(len, lines)) <= 42
        assert len(caption.content) / (caption.end - caption.start).total_seconds() <= 17


def test_another_run_makes_another_film(played, tmp_path, monkeypatch):
    """Every fact that the film does not list as a constant depends on the seed."""
    other = runs.make("digits", seed=1, quick=True)
    shown = {(f.key, f.index): f for frame in played.frames for _, facts in frame.texts for f in facts if isinstance(f, Fact)}
    keys = {key for key, _ in shown} - set(GradientDescent.constants)
    for key in keys:
        facts_of_key = [f for (k, _), f in shown.items() if k == key]
        assert any(fact({"digits": other}, key, *f.index).value != f.value for f in facts_of_key), key
