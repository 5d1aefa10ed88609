"""Geometry of the charts: heights follow the values, nothing leaves the drawing, numbers keep their point."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from platform_portal.core.charts import BASE, LEFT, TOP, WIDTH, BarList, ColumnChart, Series, grid_values


def chart(*series: list[int]) -> ColumnChart:
    parts = [Series(f"s{i}", "town", values) for i, values in enumerate(series)]
    return ColumnChart(title="Growth", categories=list(range(2000, 2000 + len(series[0]))), series=parts)


def test_the_highest_column_fills_the_drawing_and_half_of_it_is_half_as_high():
    full, half = (column.parts[0] for column in chart([40, 20]).plan().columns)
    assert (float(full.y), float(full.height)) == (TOP, BASE - TOP)
    assert float(half.height) == pytest.approx((BASE - TOP) / 2, abs=0.1)


def test_parts_are_stacked_from_the_base_up():
    lower, upper = chart([30], [10]).plan().columns[0].parts
    assert float(lower.y) + float(lower.height) == pytest.approx(BASE)
    assert float(upper.y) < float(lower.y)
    assert float(upper.y) + float(upper.height) <= float(lower.y)


def test_a_part_of_nothing_is_not_drawn():
    assert [len(column.parts) for column in chart([3, 3], [0, 1]).plan().columns] == [1, 2]


def test_nothing_at_all_draws_no_column_and_no_grid():
    plan = chart([0, 0]).plan()
    assert ([column.parts for column in plan.columns], plan.grid) == ([(), ()], ())


def test_every_series_needs_one_value_per_category():
    with pytest.raises(ValueError, match="one value per category"):
        ColumnChart(title="x", categories=[1, 2], series=[Series("a", "town", [1])]).plan()


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=40)
@given(st.lists(st.integers(0, 100_000), min_size=1, max_size=20))
def test_no_column_leaves_the_drawing(values):
    for column in chart(values).plan().columns:
        for part in column.parts:
            assert LEFT <= float(part.x) <= WIDTH - float(part.width)
            assert TOP - 0.1 <= float(part.y) <= BASE


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.integers(1, 10_000_000))
def test_grid_lines_are_few_round_and_below_the_top(top):
    lines = grid_values(top)
    assert 1 <= len(lines) <= 4
    assert lines[-1] <= top
    assert str(lines[0]).rstrip("0") in {"1", "2", "5"}


def test_many_columns_are_labelled_at_intervals_with_the_last_one_always():
    labels = [column.has_label for column in chart(list(range(1, 31))).plan().columns]
    assert (labels[-1], sum(labels)) == (True, 10)


@pytest.mark.parametrize("language", ["de", "uk", "en"])
def test_lengths_keep_their_point_in_every_language_and_the_table_has_the_same_numbers(language):
    with translation.override(language):
        html = Template("{% column_chart chart %}").render(Context({"chart": chart([1234, 7], [1, 2])}))
        assert 'height="' in html
        assert "," not in "".join(part.split('"')[0] for part in html.split('height="')[1:])
        expected = {"de": "1.235", "uk": "1\xa0235", "en": "1,235"}[language]
        assert html.count(f">{expected}<") == 2


def test_the_longest_bar_fills_the_row():
    rows = BarList(title="x", items=[("a", 10), ("b", 5), ("c", 0)]).rows()
    assert [row.width for row in rows] == ["200.0", "100.0", "0.0"]


def test_a_bar_list_without_values_does_not_divide_by_nothing():
    assert [row.width for row in BarList(title="x", items=[("a", 0)]).rows()] == ["0.0"]
