"""Bars by year: each year has its place, heights are in proportion, nothing makes no chart."""

from filmography.charts import HEIGHT, WIDEST, by_year


def test_nothing_dated_makes_no_chart() -> None:
    assert by_year([]) is None
    assert by_year([(2012, 0)]) is None


def test_years_between_have_their_place_without_a_bar() -> None:
    chart = by_year([(2014, 2), (2012, 4)])

    assert [(bar.label, bar.count) for bar in chart.bars] == [("2012", 4), ("2013", 0), ("2014", 2)]
    assert [bar.height for bar in chart.bars] == [HEIGHT, 0, HEIGHT / 2]
    assert chart.rows == [(2012, 4), (2014, 2)]
    assert (chart.first, chart.last, chart.most.label) == ("2012", "2014", "2012")


def test_many_years_are_drawn_by_decade_and_listed_by_year() -> None:
    chart = by_year([(1921, 1), (1929, 2), (2024, 1)])

    assert (chart.bars[0].label, chart.bars[0].count) == ("1920s", 3)
    assert (chart.last, chart.peak) == ("2020s", "the 1920s")
    assert chart.rows == [(1921, 1), (1929, 2), (2024, 1)]


def test_bars_stay_within_the_picture_and_stand_on_its_floor() -> None:
    for years in (range(2020, 2021), range(1990, 2025), range(1895, 2026)):
        chart = by_year([(year, year % 7) for year in years if year % 7])

        assert chart.width <= WIDEST
        for bar in chart.bars:
            assert 0 <= bar.x <= bar.x + bar.width <= chart.width + 1e-9
            assert bar.y + bar.height == HEIGHT


def test_the_smallest_number_is_still_seen() -> None:
    chart = by_year([(2012, 1), (2013, 1000)])

    assert chart.bars[0].height >= 1


def test_charts_that_share_a_span_have_the_same_years() -> None:
    few, many = by_year([(2012, 1)], (2010, 2014)), by_year([(2010, 1), (2014, 3)], (2010, 2014))

    assert [bar.label for bar in few.bars] == [bar.label for bar in many.bars]
    assert [bar.x for bar in few.bars] == [bar.x for bar in many.bars]
