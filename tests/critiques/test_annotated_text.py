import random
import time

import pytest

from critiques.annotated_text import Segment, paragraphs, segments


def test_a_text_without_spans_is_one_segment() -> None:
    assert segments("abc", []) == [Segment("abc", 0, 3)]


def test_an_empty_text_has_no_segments() -> None:
    assert segments("", []) == []
    assert paragraphs("", []) == []
    assert paragraphs(" \n\n\n ", []) == [[Segment(" ", 0, 1)], [Segment(" ", 4, 5)]]


def test_overlapping_spans_are_told_apart() -> None:
    assert segments("abcdef", [(0, 4), (2, 6)]) == [
        Segment("ab", 0, 2, notes=(0,), opening=(0,)),
        Segment("cd", 2, 4, notes=(0, 1), opening=(1,), closing=(0,)),
        Segment("ef", 4, 6, notes=(1,), closing=(1,)),
    ]


def test_nested_and_equal_spans_open_and_close_together() -> None:
    assert segments("abc", [(0, 3), (1, 2), (1, 2)]) == [
        Segment("a", 0, 1, notes=(0,), opening=(0,)),
        Segment("b", 1, 2, notes=(0, 1, 2), opening=(1, 2), closing=(1, 2)),
        Segment("c", 2, 3, notes=(0,), closing=(0,)),
    ]


def test_touching_spans_do_not_overlap() -> None:
    assert [piece.notes for piece in segments("abcd", [(2, 4), (0, 2)])] == [(1,), (0,)]


def test_offsets_are_code_points() -> None:
    assert [piece.text for piece in segments("a😀七b", [(1, 2)])] == ["a", "😀", "七b"]


@pytest.mark.parametrize("span", [(0, 0), (3, 3), (2, 1), (-1, 2), (0, 4), (4, 5), (1, 10**9)])
def test_a_span_outside_the_text_is_refused(span: tuple[int, int]) -> None:
    for function in (segments, paragraphs):
        with pytest.raises(ValueError, match="not inside a text of 3"):
            function("abc", [(0, 1), span])


def test_paragraphs_are_parted_at_blank_lines_and_keep_their_offsets() -> None:
    text = "one\ntwo\n\nthree\n \n\nfour"
    assert [[(p.text, p.start) for p in group] for group in paragraphs(text, [])] == [
        [("one\ntwo", 0)],
        [("three", 9)],
        [("four", 18)],
    ]


def test_a_span_over_two_paragraphs_opens_in_the_first_and_closes_in_the_last() -> None:
    assert paragraphs("ab\n\ncd", [(1, 5)]) == [
        [Segment("a", 0, 1), Segment("b", 1, 2, notes=(0,), opening=(0,))],
        [Segment("c", 4, 5, notes=(0,), closing=(0,)), Segment("d", 5, 6)],
    ]


def test_a_span_that_begins_or_ends_in_blank_lines_still_has_its_ends() -> None:
    assert paragraphs("ab\n\ncd", [(0, 3), (3, 6)]) == [
        [Segment("ab", 0, 2, notes=(0,), opening=(0,), closing=(0,))],
        [Segment("cd", 4, 6, notes=(1,), opening=(1,), closing=(1,))],
    ]


@pytest.mark.parametrize("seed", range(20))
def test_segments_are_the_text_and_tell_every_span(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 (to repeat, not to hide)
    text = "".join(chance.choice("ab \n😀") for _ in range(200))
    spans = [tuple(sorted(chance.sample(range(201), 2))) for _ in range(40)]
    pieces = segments(text, spans)
    assert "".join(piece.text for piece in pieces) == text
    for piece in pieces:
        assert piece.text == text[piece.start : piece.end]
        assert piece.notes == tuple(
            i for i, (s, e) in enumerate(spans) if s <= piece.start and piece.end <= e
        )
        assert piece.opening == tuple(i for i, (s, _) in enumerate(spans) if s == piece.start)
        assert piece.closing == tuple(i for i, (_, e) in enumerate(spans) if e == piece.end)
    flat = [piece for group in paragraphs(text, spans) for piece in group]
    shown = {i for piece in flat for i in piece.notes}
    assert shown <= {i for piece in flat for i in piece.closing}
    assert shown <= {i for piece in flat for i in piece.opening}


def test_many_spans_and_paragraphs_take_little_time() -> None:
    text = "a b\n\n" * 40_000
    spans = [(n, n + 7) for n in range(0, 190_000, 5)]
    started = time.process_time()
    segments(text, spans)
    paragraphs(text, spans)
    paragraphs("\n" + " " * 200_000 + "a", [])
    assert time.process_time() - started < 4
