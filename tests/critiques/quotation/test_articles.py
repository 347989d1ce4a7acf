"""The real articles, which lie beside the checkout: the cases with what each must find."""

import json
from pathlib import Path
from typing import Any

import pytest

from critiques.quotation import Prepared, check, found_in, prepare


@pytest.fixture(scope="module")
def sources(articles_dir: Path) -> dict[str, Prepared]:
    return {
        path.name: prepare(path.read_text(encoding="utf-8")) for path in articles_dir.glob("*.txt")
    }


def test_every_case_of_the_articles(articles_dir: Path, sources: dict[str, Prepared]) -> None:
    cases = json.loads((articles_dir / "quotations.json").read_text(encoding="utf-8"))

    wrong = {case["id"]: found for case in cases if (found := _differences(case, sources))}

    assert cases
    assert not wrong


def _differences(case: dict[str, Any], sources: dict[str, Prepared]) -> dict[str, Any]:
    source = sources[case["article"]]
    result = check(case["quote"], source, case.get("prefix", ""), case.get("suffix", ""))
    start, end = result.span or (None, None)
    others = {name: other for name, other in sources.items() if other is not source}
    found = {
        "state": result.state,
        "start": start,
        "end": end,
        "occurrences": len(result.occurrences),
        "found_in": found_in(case["quote"], others),
    }
    return {key: value for key, value in found.items() if key in case and case[key] != value}
