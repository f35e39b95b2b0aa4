"""The audits are audited: each rejects the films that were made bad for it, and all accept the good one."""

import pytest

from scenes import runs
from scenes.stage import theme
from tests.audits import bad_films as films
from tests.audits import cache
from tests.audits.audit import audit, report
from tests.audits.recordings import record

REJECTED = [
    (films.LabelNearTheEdge, "frame", '"label" comes nearer to the edge'),
    (films.LabelOutOfSight, "frame", '"label" comes nearer to the edge'),
    (films.PaintingLargerThanItsBox, "frame", "Long comes nearer to the edge"),
    (films.TwoLabelsInOnePlace, "overlap", '"one label" and "another" overlap'),
    (films.CopyCrossesAnotherNumber, "overlap", " overlap"),
    (films.LabelOverANetwork, "overlap", '"label" lies on NetworkDiagram'),
    (films.LabelOnALine, "overlap", '"label on a line" lies on Line'),
    (films.LabelMovesOntoACircle, "overlap", '"label" lies on Circle'),
    (films.LineBetweenTwoLetters, "overlap", '"ll" lies on Line'),
    (films.TextOfHalfSize, "overlap", f'"label" has size {theme.BODY / 2:.0f}'),
    (films.GreyOnGrey, "contrast", '"label" has a contrast of'),
    (films.DimmedText, "contrast", '"label" has a contrast of'),
    (films.TextBehindADrawing, "contrast", '"label" cannot be seen'),
    (films.TypedIntoAFormula, "numbers", "3.04 is typed in"),
    (films.TypedIntoAMark, "numbers", "3.04 is no Fact"),
    (films.MarksInAColumn, "numbers", "0.25 is no Fact"),
    (films.NumberFromNowhere, "numbers", "3.04 is no Fact"),
    (films.TextFromElsewhere, "numbers", "was not set by scenes.stage.text"),
    (films.WrongFact, "numbers", "the recording holds"),
    (films.IgnoresTheRecording, "numbers", "at tiny.cost[0], not 1.23"),
    (films.SaysSomethingElse, "numbers", "it does not say its numbers"),
    (films.BecameAnotherText, "numbers", '"falling" looks different'),
    (films.SameInEveryRun, "numbers", "tiny.recipe.learning_rate is the same in two runs"),
    (films.WrongNumberInACaption, "numbers", "at tiny.cost[0], not 1.23"),
    (films.BlendedWeights, "states", "weights that were never recorded"),
    (films.ActivationsOfAnotherRow, "states", "activations that its weights do not make"),
    (films.CurveBetweenRows, "states", "shows a y 0 that was never recorded"),
    (films.CurveByHand, "states", "VMobject does not tell what it shows"),
    (films.NetworkRunsBackwards, "states", "earlier weights: the clock runs backwards"),
    (films.CurveRunsBackwards, "states", "earlier part of its y 0: the clock runs backwards"),
    (films.NumberRunsBackwards, "states", "the clock runs backwards"),
    (films.PathOffTheRecord, "states", "shows a path 0 that was never recorded"),
    (films.PathChangedInPlace, "states", "shows a path 0 that was never recorded"),
    (films.MarkerOffItsWay, "states", "shows a path 0 that was never recorded"),
    (films.SilentPainting, "states", "Blot does not tell what it shows"),
    (films.SixSecondsStill, "rhythm", "nothing moves for more than 5 s"),
    (films.SixSecondsOfNothingToSee, "rhythm", "nothing is seen to move"),
    (films.FlashedText, "rhythm", '"now you see it" is shown for 0.2 s'),
    (films.FilmTooShort, "rhythm", "the film is 6.0 s long"),
    (films.FilmTooLong, "rhythm", "the film is 181.0 s long"),
    (films.SectionTooLong, "rhythm", "the section is 36.0 s long"),
    (films.SectionTooShort, "rhythm", "the section is 4.0 s long"),
    (films.CaptionsOverlap, "captions", "begins before"),
    (films.CaptionAfterTheEnd, "captions", "in a film of 2.0 s"),
    (films.CaptionTooFast, "captions", "40 characters a second"),
    (films.CaptionTooLong, "captions", "does not fit into 2 lines"),
    (films.CaptionOfThreeLines, "captions", "does not fit into 2 lines"),
    (films.SilentFilm, "captions", "of the film, less than 70%"),
    (films.TypedCaption, "captions", "was not said by Film.say"),
    (films.Unkeyed, "cache", '"tiny" is no part of the cache key'),
]
ACCEPTED = [
    films.LabelInAFreeCorner, films.DrawingInAFreeCorner, films.LabelInsideACircle, films.OneTextFadesIntoAnother,
    films.TextsFadeInOneByOne, films.TicksWithoutTheirCurve, films.SameDigitInBothRuns, films.FullFrameBackground,
    films.PaintingSmallerThanItsBox, films.ClockSetBackBehindACurtain,
]
BESIDES = {"rhythm", "captions"}             # a film of a few seconds breaks their rules without being asked to


def _name(value):
    return value.__name__ if isinstance(value, type) else ""


@pytest.fixture(autouse=True)
def tiny(monkeypatch):
    monkeypatch.setattr(runs, "RUNS", {"tiny": films.Tiny()})


@pytest.mark.parametrize(("film", "by", "because"), REJECTED, ids=_name)
def test_is_rejected(film, by, because, recordings):
    found = audit(film, recordings)
    assert any(failure.audit == by and because in failure.what for failure in found), found
    assert {failure.audit for failure in found} <= {by} | BESIDES | ({"contrast"} if by == "overlap" else set())


def test_a_good_film_is_accepted(recordings):
    assert not audit(films.Good, recordings)


@pytest.mark.parametrize("film", ACCEPTED, ids=_name)
def test_nothing_is_made_of(film, recordings):
    assert not [failure for failure in audit(film, recordings) if failure.audit not in BESIDES]


def test_a_failure_names_everything_and_shows_the_frame(recordings, tmp_path):
    text = report("bad", films.TwoLabelsInOnePlace, audit(films.TwoLabelsInOnePlace, recordings), recordings, tmp_path)
    line, picture, *_ = text.split("\n")
    assert line.startswith('bad · overlap · It happens · 0.6 s: "one label" and "another" overlap at x ')
    assert (tmp_path / "bad-000.60s.png").stat().st_size > 0 and str(tmp_path / "bad-000.60s.png") in picture


@pytest.mark.parametrize(("film", "because"), [
    (films.Keyed, None), (films.Unkeyed, "a changed recording does not give a new film, with Manim's cache on"),
    (films.Remembers, "a changed recording does not give a new film, with Manim's cache off"),
    (films.NeverTheSame, "the same recording renders to other frames")], ids=_name)
def test_what_is_rendered_again(film, because, recordings, tmp_path):
    one, other = (record(film.recordings, seed, recordings) for seed in (0, 1))
    found = [failure.what for failure in cache.failures(film, one, other, tmp_path)]
    assert any(because in what for what in found) if because else not found
