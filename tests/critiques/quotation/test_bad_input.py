"""Input that no one means well with: a clear answer, and soon."""

import zlib
from collections.abc import Callable

import pytest

from critiques.quotation import UnreadableText, check, prepare

SOURCE = "A quiet evening by the harbour, and a film about two brothers who sell fish."


@pytest.mark.parametrize(
    "quotation", ["", " ", "\n\t", "\u200b\ufeff\u00ad", "\u3164", '""', "“ ”"]
)
def test_nothing_visible_is_invalid(quotation: str) -> None:
    assert check(quotation, prepare(SOURCE)).state == "invalid"


@pytest.mark.parametrize("character", ["\0", chr(0xD83D), chr(0xDC00)])
def test_what_no_text_holds_is_refused_with_a_sentence(character: str) -> None:
    source = prepare(SOURCE)
    refused: list[Callable[[], object]] = [
        lambda: prepare(f"{SOURCE}{character}"),
        lambda: check(f"A quiet {character}", source),
        lambda: check("A quiet evening", source, prefix=character),
        lambda: check("A quiet evening", source, suffix=character),
    ]

    for call in refused:
        with pytest.raises(UnreadableText, match=r"position \d+ .*UTF-8"):
            call()


def test_a_byte_order_mark_is_dropped_and_not_counted() -> None:
    source = prepare("\ufeff" + SOURCE)

    assert source.text == SOURCE
    assert check("A quiet evening by", source).span == (0, 18)


def test_the_whole_source_is_a_quotation_of_itself() -> None:
    assert check(SOURCE, prepare(SOURCE)).span == (0, len(SOURCE))


def test_an_empty_source_holds_nothing() -> None:
    assert check("A quiet evening", prepare("")).state == "absent"
    assert check("A quiet […] evening by the sea", prepare(" \n ")).state == "absent"


@pytest.mark.parametrize("quotation", ["[", "]", "[[]", "][", "…", "...", "-", "'", "()", "“", "."])
def test_a_lone_mark_proves_nothing(quotation: str) -> None:
    assert not check(quotation, prepare(SOURCE)).is_proved


def test_bidirectional_overrides_change_no_words() -> None:
    assert check("\u202eA quiet evening\u202c by", prepare(SOURCE)).state == "typographic"
    assert check("\u202egnineve teiuq A\u202c", prepare(SOURCE)).state == "absent"


def test_thousands_of_omissions_that_tell_the_truth() -> None:
    words = [f"w{zlib.crc32(str(n).encode()) % 3000}" for n in range(12_000)]
    pieces = [" ".join(words[at : at + 4]) for at in range(0, len(words), 8)]

    assert check(" […] ".join(pieces), prepare(" ".join(words))).state == "abridged"
    pieces[700], pieces[701] = pieces[701], pieces[700]
    assert not check(" […] ".join(pieces), prepare(" ".join(words))).is_proved
