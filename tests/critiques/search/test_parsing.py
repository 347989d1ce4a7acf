"""What a reader types is understood as far as it can be, and never refused."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from critiques.search.parsing import LONGEST, MOST_TERMS, Query, Term, parse
from critiques.search.tokens import LONGEST as LONGEST_WORD
from critiques.search.tokens import stem, tokens, words

PIECES = ['"', "“", "”", "-", "*", ":", "film:", "by:", "theme:", "year:", "..", "2012", "七人の侍",
          "AND", "NEAR(", "½", "\0", "\ud800", "é", " ", "word", "🎬", "'", "\\"]  # fmt: skip


@given(st.one_of(st.text(max_size=400), st.lists(st.sampled_from(PIECES)).map("".join)))
def test_whatever_is_typed_is_a_query_within_bounds(typed: str) -> None:
    query = parse(typed)

    assert len(query.text) <= LONGEST
    assert len(query.terms) <= MOST_TERMS
    for term in query.terms:
        assert term.words
        assert all(0 < len(word) <= LONGEST_WORD and not word.isspace() for word in term.words)
        assert not any(mark in word for word in term.words for mark in "\"'\\#* \0")


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_what_is_shown_of_a_query_is_the_same_query(typed: str) -> None:
    query = parse(typed)

    assert parse(query.text).terms == query.terms


@given(st.text(max_size=200))
def test_words_lie_in_the_text_in_order(text: str) -> None:
    found = list(words(text))

    assert all(0 <= word.start < word.end <= len(text) for word in found)
    assert [word.start for word in found] == sorted(word.start for word in found)


def only(query: Query) -> Term:
    (term,) = query.terms
    return term


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("comedy", [("comedy",)]),
        ("Comedy DIGNITY", [("comedy",), ("dignity",)]),
        ('"the final scene"', [("the", "final", "scene")]),
        ("“the final scene”", [("the", "final", "scene")]),
        ('"the final', [("the", "final")]),
        ("don’t don't", [("don", "t"), ("don", "t")]),
        ("Amélie", [("amelie",)]),
        ("8½", [("8", "1", "2")]),
        ("AND OR NOT", [("not",)]),
        ("foo: NEAR(", [("foo",), ("near",)]),
        ("七人の侍", [("七人", "人の", "の侍")]),
        ("七人", [("七人",)]),
        ("what is said about dignity", [("dignity",)]),
        ("to be", [("to",), ("be",)]),
        ("- * \" ' ( ) 🎬", []),
        ("film:", [("film",)]),
        ("year:soon", [("year", "soon")]),
    ],
)
def test_words_and_phrases(typed: str, expected: list) -> None:
    assert [term.words for term in parse(typed).terms] == expected


def test_what_is_not_wanted_begins_with_a_minus() -> None:
    wanted, unwanted = parse('comedy -"a farce"').terms

    assert not wanted.is_excluded
    assert (unwanted.words, unwanted.is_excluded) == (("a", "farce"), True)


@pytest.mark.parametrize("field", ["film", "by", "theme"])
def test_a_field_takes_a_word_or_a_phrase(field: str) -> None:
    assert only(parse(f"{field}:baker")).field == field
    assert only(parse(f'{field.upper()}:"sean baker"')).words == ("sean", "baker")


def test_an_unknown_field_is_words() -> None:
    term = only(parse("director:baker"))

    assert (term.words, term.field) == (("director", "baker"), "")


@pytest.mark.parametrize(
    ("typed", "years"),
    [
        ("year:2012", (2012, 2012)),
        ("year:2012..2017", (2012, 2017)),
        ("year:2017..2012", (2012, 2017)),
        ("year:2012-2017", (2012, 2017)),
        ("year:2012..", (2012, 9999)),
        ("year:..2017", (1000, 2017)),
        ("year:20122017", None),
        ("year:12", None),
    ],
)
def test_years(typed: str, years: tuple[int, int] | None) -> None:
    assert parse(typed).years == years


def test_a_star_or_typing_leaves_a_word_begun() -> None:
    assert only(parse("tang*")).is_prefix
    assert not only(parse("tang")).is_prefix
    assert only(parse("tang").while_typing()).is_prefix
    assert not only(parse("t*")).is_prefix


def test_too_much_is_cut_and_said_to_be() -> None:
    many = parse(" ".join("abcdefghijklmnopqrstuvwxyz" * 50))

    assert len(many.terms) == MOST_TERMS
    assert many.is_cut
    assert only(parse("x" * 60_000)).words == ("x" * LONGEST_WORD,)
    assert not parse("comedy").is_cut


def test_a_megabyte_is_read_at_once() -> None:
    for typed in ('"' * 10**6, "-" * 10**6, "a:" * 10**6, "\u0301" * 10**6, "七" * 10**6):
        started = time.process_time()
        parse(typed)
        assert time.process_time() - started < 0.1


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "walking", "walks"),
        ("en-GB", "films", "film"),
        ("fr", "préférée", "preferee"),
        ("de", "Häuser", "hauser"),
        ("ru", "ёлка", "елка"),
        ("x-unknown", "Œuvre", "oeuvre"),
    ],
)
def test_words_that_differ_only_in_ending_accent_or_case_are_one(
    language: str, one: str, other: str
) -> None:
    assert tokens(one, language) == tokens(other, language)


def test_names_keep_their_endings() -> None:
    assert tokens("Hopkins Rivers") == ["hopkins", "rivers"]
    assert stem("rivers", "en") == "river"


def test_unspaced_scripts_are_cut_into_pairs_and_the_last_letter() -> None:
    assert tokens("七人の侍", "ja") == ["七人", "人の", "の侍", "侍"]
    assert tokens("the 侍 film", "en") == ["the", "侍", "film"]
