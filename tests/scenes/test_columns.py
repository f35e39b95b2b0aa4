"""Columns, tables and sums: numbers stand under their names, and are what the recording holds."""

import numpy as np
import pytest
from manim import RIGHT, FadeIn

from scenes.stage import theme
from scenes.stage.columns import Column, NumberColumn, Table, adds
from scenes.stage.facts import Fact, Mark
from scenes.stage.text import Formula, Words


def column_of(*values):
    return [None if value is None else Mark(value, ".2f") for value in values]


def test_the_digits_of_a_column_are_aligned_and_its_rows_even():
    column = NumberColumn(column_of(1.5, -22.25, 0.0), pitch=0.5)
    assert {round(entry.get_right()[0], 9) for entry in column.entries} == {round(column.get_right()[0], 9)}
    baselines = [entry.baseline for entry in column.entries]
    assert np.diff(baselines) == pytest.approx([-0.5, -0.5], abs=0.02)


def test_a_column_shows_other_numbers_without_moving():
    column = NumberColumn(column_of(1.5, 2.5), pitch=0.5).shift(RIGHT)
    right, baselines = column.get_right()[0], [entry.baseline for entry in column.entries]
    column.show(column_of(-3, 12.25))
    assert [entry.said for entry in column.entries] == ["−3.00", "12.25"]
    assert column.get_right()[0] == pytest.approx(right, abs=0.02)      # a 5 is a hair wider than a 0
    assert [entry.baseline for entry in column.entries] == pytest.approx(baselines)


def test_dots_stand_for_the_entries_left_out():
    column = NumberColumn(column_of(1, None, 784), pitch=0.5)
    assert len(column) == 3 and len(column.entries) == 2
    column.show(column_of(2, None, 783))
    assert [entry.said for entry in column.entries] == ["2.00", "783.00"]
    with pytest.raises(ValueError):
        column.show(column_of(2, 3, 783))


def test_a_table_keeps_rows_level_and_columns_flush():
    rows = [[Mark(r, ""), Mark(-r * 10.5, ".2f")] for r in range(4)]
    table = Table([Words("a"), Formula("(dif C) / (dif w)")], rows, theme.ROW)
    for r in range(4):
        left, right = table.row(r)
        assert left.get_y() == pytest.approx(right.get_y(), abs=0.05) and right.facts[0].value == -r * 10.5
    assert len({round(entry.get_right()[0], 6) for entry in table.columns[1].entries}) == 1
    assert table.columns[0].get_right()[0] < table.columns[1].get_left()[0]


class Told:
    """Stands for a film: fact(key, *index) of one recording, whose numbers tell where they stand."""

    def fact(self, key, *index, form=""):
        return Fact(key, index, sum(index) + 0.25, form)


def test_a_table_of_columns_reads_every_number_at_its_row():
    table = Table.of(Told(), "line", Column(head="row"), Column("toy_w", ".2f", theme.WEIGHT), Column("W2", ".1f", then=(3,)),
                     rows=[0, 2, None])
    facts = [[entry.facts[0] for entry in column.entries] for column in table.columns]
    assert facts[0] == [Mark(0), Mark(2)]
    assert facts[1] == [Fact("line.toy_w", (0,), 0.25, ".2f"), Fact("line.toy_w", (2,), 2.25, ".2f")]
    assert [fact.index for fact in facts[2]] == [(0, 3), (2, 3)]
    assert [head.said for head in table.heads] == ["row", "w", "W2"]
    assert table.columns[1].entries[0].get_fill_color() == theme.WEIGHT and len(table.columns[1]) == 3      # dots for None


def test_a_head_may_be_a_formula():
    head = Formula("theta")
    assert Table.of(Told(), "line", Column("w", head=head), rows=[0]).heads == [head]


def test_a_sum_is_there_when_its_amount_has_arrived_and_not_before(still):
    to, amounts = (NumberColumn([Mark(v, ".1f") for v in values], pitch=1) for values in ((1.0, 2.0), (0.5, -0.5)))
    amounts.shift(3 * RIGHT)
    frames = []
    still.add(to)
    still.play(FadeIn(amounts), run_time=0.2)
    still.add_updater(lambda _: frames.append([(number.said, amount.get_fill_opacity(), amount.get_right()[0])
                                               for number, amount in zip(to.entries, amounts.entries)]))
    adds(still, amounts.entries, to.entries, [Mark(1.5, ".1f"), Mark(1.5, ".1f")])
    for frame in frames:
        for (said, opacity, right), before in zip(frame, ("1.0", "2.0")):
            assert said == (before if opacity else "1.5")
            assert right > to.entries[0].get_right()[0]                                     # no text meets another
    assert [number.said for number in to.entries] == ["1.5", "1.5"]
    assert any(frame[0][0] == "1.5" and frame[1][0] == "2.0" for frame in frames)      # one after the other
    assert not set(amounts.entries) & {part for top in still.mobjects for part in top.get_family()}
