"""What holds for every source and every quotation (Hypothesis)."""

import re
from random import Random

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from critiques.quotation import Anchor, Outcome, check, prepare, reanchor
from critiques.quotation.folding import fold
from tests.critiques.quotation.distortions import (
    ABRIDGED,
    FALSIFIED,
    TYPOGRAPHIC,
    Distortion,
    stands,
)

CLAUSES = (
    "the harbour was empty, and nobody lit the half-built office by the flute maker\u2019s",
    "she doesn\u2019t forgive the river",
    "in 1962 a f\u00eate cost 12,500 crowns",
    "Mira \u2014 a self-made carpenter \u2014 remembers it\u2019s late",
    "the carpet seller is not able to see",
    "a notable table, slowly, with fish on it",
    "what a na\u00efve camera finds\u2026 is quiet light",
    "\u00c9ric said \u201cnever again\u201d to the film",
    "light on water; light on the wall",
    "then the second reel shows a well-kept harbour",
    "no one still can say why the film ended",
    "the carpenters of the river remember the harbour",
)
JOINTS = (". ", ", ", "; ", " \u2014 ", "\u2014", "\n", "? ", "\u2026 ", " and ")
sources = st.lists(
    st.tuples(st.sampled_from(CLAUSES), st.sampled_from(JOINTS)), min_size=3, max_size=12
).map(lambda clauses: "".join(clause + joint for clause, joint in clauses))
chances = st.integers(0, 2**32).map(Random)
examples = settings(
    max_examples=200,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)


def any_of(distortions: dict[str, Distortion]) -> st.SearchStrategy[Distortion]:
    return st.sampled_from(list(distortions.values()))


@st.composite
def slices(draw: st.DrawFn) -> tuple[str, int, int]:
    """A source and the bounds of words in it that stand there once, 12 visible characters long
    without marks around the whole."""
    source = draw(sources)
    word = r"(?:[^\s\u2014,.;?\u2026]|(?<=\d)[.,](?=\d))+"
    words = [match.span() for match in re.finditer(word, source)]
    first = draw(st.integers(0, len(words) - 1))
    last = draw(st.integers(first, min(len(words) - 1, first + 25)))
    start, end = words[first][0], words[last][1]
    assume(len(re.sub(r"\s", "", source[start:end].strip("\u201c\u201d"))) >= 12)
    assume(is_once(source[start:end], source))
    return source, start, end


def bare(text: str) -> str:
    """The letters, digits and marks of a text in lower case: less strict than any rule."""
    return re.sub(r"[\s\-\u00ad\u2011\u200b]", "", fold(text).skeleton.lower())


def is_once(words: str, source: str) -> bool:
    text, at = bare(source), bare(source).find(bare(words))
    return at >= 0 and text.find(bare(words), at + 1) < 0


@examples
@given(slices())
def test_what_stands_once_is_found_where_it_was_cut(cut: tuple[str, int, int]) -> None:
    source, start, end = cut

    result = check(source[start:end], prepare(source))

    assert (result.state, result.span) == ("verbatim", (start, end))


@examples
@given(slices(), any_of(TYPOGRAPHIC), chances)
def test_typography_keeps_the_span(
    cut: tuple[str, int, int], distort: Distortion, chance: Random
) -> None:
    source, start, end = cut
    distorted = distort(source[start:end], chance)
    # A closing mark may happen to be the source's own.
    assume(distorted is not None and distorted not in source)

    result = check(distorted, prepare(source))

    assert (result.state, result.span) == ("typographic", (start, end))


@examples
@given(slices(), any_of(ABRIDGED), chances)
def test_marks_abridge(cut: tuple[str, int, int], distort: Distortion, chance: Random) -> None:
    source, start, end = cut
    distorted = distort(source[start:end], chance)
    assume(distorted is not None)

    result = check(distorted, prepare(source))

    assert result.state in ("abridged", "ambiguous")
    if result.state == "abridged":
        # A shorter passage elsewhere may hold the same parts.
        assert result.span[1] - result.span[0] <= end - start


@examples
@given(slices(), any_of(FALSIFIED), chances)
def test_other_words_are_never_checked(
    cut: tuple[str, int, int], distort: Distortion, chance: Random
) -> None:
    source, start, end = cut
    distorted = distort(source[start:end], chance)
    assume(distorted is not None)
    assume(not stands(distorted, source))

    assert not check(distorted, prepare(source)).is_proved


@examples
@given(source=sources, quotation=st.text(max_size=60), chance=chances)
def test_any_text_gets_an_answer(source: str, quotation: str, chance: Random) -> None:
    quotation = re.sub("[\0\ud800-\udfff]", "", quotation)

    result = check(quotation + chance.choice(["", "[", "…", source[:40]]), prepare(source))

    for span in (result.span, *result.segments, *result.occurrences):
        assert span is None or 0 <= span[0] < span[1] <= len(source)


@examples
@given(cut=slices(), chance=chances)
def test_kept_and_moved_anchors_have_their_words(cut: tuple[str, int, int], chance: Random) -> None:
    old, start, end = cut
    new = old
    for _ in range(chance.randint(1, 4)):
        new = chance.choice(list(FALSIFIED.values()))(new, chance) or new

    result = reanchor(old, new, Anchor(start, end))

    if result.outcome in (Outcome.KEPT, Outcome.MOVED):
        assert bare(new[slice(*result.span)]) == bare(old[start:end])
    else:
        assert (result.span is None) == (result.outcome is Outcome.ORPHANED)
