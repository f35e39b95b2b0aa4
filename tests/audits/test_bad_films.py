"""The audits are audited: each rejects the films that were made bad for it, and all accept the good one."""

import pytest

from scenes import runs
from scenes.studio.audits.audit import audit, report
from tests.audits import bad_films as films

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
    (films.SameInEveryRun, "numbers", 'add to Tiny.constants: "grid": "..."'),
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
    (films.FlashedText, "rhythm", '"now you see it" is shown for 0.2 s'),
    (films.FilmTooShort, "rhythm", "the film is 6.0 s long"),
    (films.FilmTooLong, "rhythm", "the film is 181.0 s long"),
    (films.SectionTooLong, "rhythm", "the section is 36.0 s long"),
    (films.SectionTooShort, "rhythm", "the section is 4.0 s long"),
    (films.SentencesOverlap, "captions", "begins before"),
    (films.SentenceAfterTheEnd, "captions", "in a film of 2.0 s"),
    (films.SentenceTooFast, "captions", "40 characters a second"),
    (films.SilentFilm, "captions", "of the film, less than 70%"),
    (films.TextOfHalfSize, "capitals", '"label" has capitals of 1.4%'),
    (films.NumberOfFourFifths, "capitals", "of 2.3% of the frame's height, less than 2.8%"),
    (films.SeenFromAfar, "capitals", "of 2.0% of the frame's height, less than 2.1%"),
    (films.FadesThroughDark, "dark", "there is nothing to look at for 0."),
    (films.SixSecondsStill, "motion", "nothing moves for 6."),
    (films.SixSecondsOfNothingToSee, "motion", "nothing moves for 6."),
    (films.OnlyTheSentenceChanges, "motion", "nothing moves for 6."),
    (films.HalfOfItStill, "motion", "of the film stand still, more than 35%"),
    (films.LeftHalfEmpty, "fill", "the left half is empty for 4."),
    (films.SmallSubject, "fill", "the subject is small for"),
    (films.SmallInTheEnd, "fill", "the last picture of the section spans 30% of the width"),
    (films.DrawingInTheBand, "band", "a drawing reaches into the band"),
    (films.LabelInTheBand, "band", '"label" reaches into the band'),
    (films.TagAtTheFoot, "band", 'the tag "step 0" does not stand in a top corner'),
    (films.SentenceOutOfItsBand, "band", '"It rises." does not stand in the band'),
    (films.PictureWithoutASentence, "band", "no sentence stands below the picture"),
    (films.ClaimThatDoesNotHold, "claims", "is said, and does not hold"),
    (films.SymbolBeforeItsName, "symbols", "w in "),
    (films.GreekInATag, "symbols", "was not named by a sentence"),
    (films.AxisWithALetter, "symbols", 'w in "w" was not named'),
    (films.MeanOfOneBesideTwelve, "rows", "SignedBars shows row 0 and SignedBars row 11 of the 31 rows of tiny"),
    (films.MeanGoesBack, "rows", "SignedBars goes back from row 8 to row 0"),
    (films.TwoClocks, "rows", "NetworkDiagram shows row 3 and _Lines in Chart row 9"),
]
ACCEPTED = [
    films.LabelInAFreeCorner, films.DrawingInAFreeCorner, films.LabelInsideACircle, films.OneTextFadesIntoAnother,
    films.TextsFadeInOneByOne, films.TicksWithoutTheirCurve, films.SameDigitInBothRuns, films.FullFrameBackground,
    films.PaintingSmallerThanItsBox, films.ClockSetBackBehindACurtain,
]
ACCEPTED_BY = [
    (films.FadesFromOneToAnother, "dark"), (films.LastCardStandsLong, "motion"), (films.WideSubject, "fill"),
    (films.MapThatReachesIntoTheBand, "band"), (films.SaysSomethingElseInstead, "claims"),
    (films.SymbolsThatWereNamed, "symbols"), (films.StillOfAnotherRow, "rows"),
]
BESIDES = {"rhythm", "captions", "motion", "dark", "fill", "band"}      # a film of a few seconds breaks their rules unasked


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


@pytest.mark.parametrize(("film", "by"), ACCEPTED_BY, ids=_name)
def test_one_audit_makes_nothing_of(film, by, recordings):
    assert not [failure for failure in audit(film, recordings) if failure.audit == by]


def test_a_failure_names_everything_and_shows_the_frame(recordings, tmp_path):
    text = report("bad", films.TwoLabelsInOnePlace, audit(films.TwoLabelsInOnePlace, recordings), recordings, tmp_path)
    line, picture, *_ = text.split("\n")
    assert line.startswith('bad · overlap · It happens · 0.6 s: "one label" and "another" overlap at x ')
    assert (tmp_path / "bad-000.60s.png").stat().st_size > 0 and str(tmp_path / "bad-000.60s.png") in picture
