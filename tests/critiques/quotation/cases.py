"""How the tests of checking write down what they expect: a state and the words of the span."""

from collections.abc import Sequence

from critiques.quotation import check, prepare

Expected = tuple[str, str | None]


def judged(source: str, quotation: str, prefix: str = "", suffix: str = "") -> Expected:
    result = check(quotation, prepare(source), prefix, suffix)
    if result.span is None:
        return result.state, None
    return result.state, prepare(source).text[slice(*result.span)]


def named(cases: Sequence[tuple[str, ...]]) -> list[str]:
    """Ids for parametrised cases: their first member."""
    return [case[0] for case in cases]
