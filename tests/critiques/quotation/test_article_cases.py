"""Hand-made cases on both sides of every rule, with the real articles as sources.

Nobody else's sentences are kept here: a case says what it takes from an article by offsets, with
our own characters between, so that it can be put together only where the articles are.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from critiques.quotation import Check, Prepared, check, prepare

CASES = json.loads(Path(__file__).with_name("article_cases.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def sources(articles_dir: Path) -> list[Prepared]:
    return [
        prepare(path.read_text(encoding="utf-8")) for path in sorted(articles_dir.glob("*.txt"))
    ]


@pytest.mark.parametrize("rule", CASES)
def test_cases_of(rule: str, sources: list[Prepared]) -> None:
    wrong = {}
    for number, parts, state, span, *more in CASES[rule]:
        expected = {"state": state, "span": span and tuple(span), **dict(*more)}
        source = sources[number]
        quotation, prefix, suffix = (
            _put_together(words, source.text)
            for words in (parts, expected.pop("prefix", []), expected.pop("suffix", []))
        )
        found = _found(check(quotation, source, prefix, suffix))
        differing = {key: found[key] for key, value in expected.items() if found[key] != value}
        # Of an altered quotation the span is given where it is plain.
        if span is None and state == "altered":
            differing.pop("span", None)
        if differing:
            wrong[number, str(parts)] = expected, differing

    assert not wrong


def _put_together(parts: list[str | list[int]], text: str) -> str:
    return "".join(part if isinstance(part, str) else text[slice(*part)] for part in parts)


def _found(result: Check) -> dict[str, Any]:
    return {
        "state": result.state,
        "span": result.span,
        "occurrences": len(result.occurrences),
        "warns": bool(result.warnings),
    }
