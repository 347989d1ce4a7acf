"""Anchors carried from one version of a text to the next."""

import random
import time

import pytest

from critiques.quotation import Anchor, Outcome, Versions, reanchor

OLD = (
    "The harbour freezes in January, and the boats are drawn ashore. Old Marten mends his nets by"
    " the stove and speaks to nobody until the thaw.\n"
    "In spring the ferry brings the first letters. One of them is for the lighthouse keeper, who"
    " cannot read it and will not ask. The film never tells us what it says.\n"
    "Summer is short there. The children learn to swim in the cold bay, and the ferry runs twice"
    " a day. When autumn comes the boats are drawn ashore again."
)
ASK = "who cannot read it and will not ask"


def anchored(words: str, *, last: bool = False) -> Anchor:
    start = OLD.rindex(words) if last else OLD.index(words)
    return Anchor(start, start + len(words))


def carried(new: str, words: str, *, last: bool = False) -> tuple[str, str | None]:
    result = reanchor(OLD, new, anchored(words, last=last))
    return result.outcome, result.span and new[slice(*result.span)]


def test_the_same_text_keeps_everything() -> None:
    result = reanchor(OLD, OLD, anchored(ASK))

    assert result.outcome is Outcome.KEPT
    assert result.span == (anchored(ASK).start, anchored(ASK).end)
    assert (result.method, result.score) == ("same text", 1.0)


@pytest.mark.parametrize(
    "words", [ASK, "thaw", "boats are drawn", "the ferry", "nets by the stove"]
)
def test_words_elsewhere_do_not_matter(words: str) -> None:
    new = "A new first sentence. " + OLD.replace("Summer is short", "Summers are brief")

    assert carried(new, words) == ("kept", words)
    assert reanchor(OLD, new, anchored(words)).method == "difference"


def test_the_right_one_of_two_is_kept() -> None:
    new = OLD.replace("The harbour freezes in January, and the boats are drawn ashore. ", "")
    words = "the boats are drawn ashore"

    assert carried(new, words, last=True) == ("kept", words)
    assert carried(new, words)[0] == "orphaned"


def test_typography_changes_no_words() -> None:
    old, new = "She said: “it’s the thaw”, and left.", 'She said: "it\'s the  thaw", and left.'
    result = reanchor(old, new, Anchor(old.index("it"), old.index("”")))

    assert result.outcome is Outcome.KEPT
    assert new[slice(*result.span)] == "it's the  thaw"


def test_changed_words_are_said_to_be_changed() -> None:
    new = OLD.replace("who cannot read it and will not ask", "who cannot read it and never asks")
    result = reanchor(OLD, new, anchored(ASK))

    assert result.outcome is Outcome.CHANGED
    assert new[slice(*result.span)].startswith("who cannot read it and")
    assert 0.5 < result.score < 1


def test_a_paragraph_that_moved_takes_its_anchors_along() -> None:
    first, second, third = OLD.split("\n")

    outcome, words = carried("\n".join([second, third, first]), "Old Marten mends his nets")

    assert outcome in ("kept", "moved")
    assert words == "Old Marten mends his nets"


@pytest.mark.parametrize(
    "words",
    [
        "Old Marten mends his nets by the stove and speaks to nobody until the thaw.",
        "In spring the ferry brings the first letters.",
        "the ferry",
        "ferry brings",
        "The film never tells us what it says.",
        "When autumn comes the boats are drawn ashore again.",
    ],
)
def test_deleted_words_are_orphaned(words: str) -> None:
    result = reanchor(OLD, OLD.replace(words, "", 1), anchored(words))

    assert result.outcome is Outcome.ORPHANED
    assert result.span is None


def test_the_same_words_elsewhere_do_not_catch_a_corrected_anchor() -> None:
    new = OLD.replace("the ferry brings", "a steamer brings")

    assert carried(new, "the ferry")[0] == "orphaned"


def test_a_twin_that_was_there_before_does_not_catch_a_rewritten_anchor() -> None:
    old = (
        "The first reel was shot in a single night. It rained. It was cold and dark and wet.\n"
        "The second reel was shot in a single night. It snowed then."
    )
    new = old.replace("The first reel was shot in a single night", "Nobody remembers much of it")

    assert reanchor(old, new, Anchor(0, 41)).outcome is Outcome.ORPHANED


def test_words_that_were_lost_twice_go_back_to_where_they_fit() -> None:
    old = "It was the year of bread, it was the year of salt. So it went on, and on, and on."
    new = "So it went on, and on, and on, for it was the year of bread, they say."
    words = "was the year of"
    first, second = old.index(words), old.rindex(words)

    assert reanchor(old, new, Anchor(first, first + 15)).outcome is Outcome.MOVED
    assert reanchor(old, new, Anchor(second, second + 15)).outcome is Outcome.ORPHANED


def test_an_anchor_ends_where_the_text_does() -> None:
    old, new = "Summer ends: the boats are drawn ashore\u200b.", "The boats are drawn ashore"
    result = reanchor(old, new, Anchor(17, 40))

    assert result.span == (4, 26)


def test_an_anchor_without_words_is_kept_or_orphaned() -> None:
    assert reanchor("a — b, c", "a — b, c!", Anchor(2, 3)).outcome is not Outcome.CHANGED


@pytest.mark.parametrize("anchor", [Anchor(3, 3), Anchor(5, 2), Anchor(-1, 2), Anchor(0, 10_000)])
def test_an_anchor_outside_the_text_is_refused(anchor: Anchor) -> None:
    with pytest.raises(ValueError, match="anchor"):
        reanchor(OLD, OLD, anchor)


def test_versions_are_compared_once_for_all_anchors() -> None:
    chance = random.Random(4)  # noqa: S311
    words = [f"w{int(20_000 ** chance.random())}" for _ in range(20_000)]
    old = " ".join(words)
    new = " ".join(word for nth, word in enumerate(words) if nth % 500 > 20)
    starts = [old.index(" ", nth * len(old) // 201) + 1 for nth in range(200)]
    anchors = [Anchor(start, old.index(" ", start + 50)) for start in starts]

    began = time.process_time()
    reanchor(old, new, anchors[0])
    one = time.process_time() - began
    began = time.process_time()
    versions = Versions(old, new)
    found = [versions.reanchor(anchor) for anchor in anchors]
    many = time.process_time() - began

    assert many < 3 * one + 0.2
    assert found == [reanchor(old, new, anchor) for anchor in anchors[:3]] + found[3:]
    assert sum(result.outcome is Outcome.KEPT for result in found) > 150


def test_the_same_words_in_a_long_text_are_kept() -> None:
    chance = random.Random(4)  # noqa: S311
    words = [f"w{int(20_000 ** chance.random())}" for _ in range(30_000)]
    changed = ["x" if chance.random() < 0.02 else word for word in words]
    versions = Versions(" ".join(words), " ".join(changed))
    starts = [nth for nth in range(0, 30_000, 600) if "x" not in changed[nth - 1 : nth + 9]]

    for nth in starts:
        start = len(" ".join([*words[:nth], ""]))
        anchor = Anchor(start, start + len(" ".join(words[nth : nth + 8])))
        assert versions.reanchor(anchor).outcome is Outcome.KEPT
    assert len(starts) > 30


def test_two_passages_alike_leave_doubt_however_long_they_are() -> None:
    """Passages that overlap the likest one are no second places, and must not hide one."""
    kept = " ".join(f"kept{nth}" for nth in range(500))
    words = [f"word{nth}" for nth in range(200)]
    one, other = (
        " ".join("new" if nth % every == 0 else word for nth, word in enumerate(words))
        for every in (8, 7)
    )
    old, anchor = " ".join(words), Anchor(0, len(" ".join(words)))

    assert reanchor(f"{old} {kept}", f"{kept} {one}", anchor).method == "fuzzy match"
    assert reanchor(f"{old} {kept}", f"{kept} {one} {other}", anchor).outcome is Outcome.ORPHANED


@pytest.mark.parametrize(
    ("words", "now"),
    [
        ("who cannot read it and will not ask", "who cannot read it and will not inquire"),
        ("who cannot read it and will not ask", "that cannot read it and will not ask"),
        ("who cannot read it and will not ask.", "that cannot read it and will never say so!"),
        ("The film never tells us what it says.", "The film never tells us what it means…"),
        ("The film never tells us what it says", "The film never tells us what it means"),
        ("the boats are drawn ashore.", "the boats are drawn up"),
        ("twice a day. When autumn comes", "twice a day. When winter begins"),
    ],
)
def test_what_replaces_the_outer_words_and_marks_is_taken_in(words: str, now: str) -> None:
    new = "A new beginning. " + OLD.replace(words, now, 1)

    assert carried(new, words) == ("changed", now)


def test_what_replaces_words_on_both_sides_of_an_edge_is_parted_word_by_word() -> None:
    new = OLD.replace("will not ask. The film never", "will not inquire. A story never")

    assert carried(new, "cannot read it and will not ask") == (
        "changed",
        "cannot read it and will not inquire",
    )
    new = OLD.replace("not ask. The film never", "not inquire of anybody else. Stories never")
    assert carried(new, "cannot read it and will not ask") == (
        "changed",
        "cannot read it and will not inquire of anybody else",
    )
    new = OLD.replace("swim in the cold bay,", "swim wherever nobody sees them at it,")
    assert carried(new, "The children learn to swim in the") == (
        "changed",
        "The children learn to swim",
    )


def test_a_new_sentence_after_lost_words_is_not_taken_in() -> None:
    new = OLD.replace("and will not ask. The", "and will not. He is proud of it. The")

    assert carried(new, "who cannot read it and will not ask.") == (
        "changed",
        "who cannot read it and will not.",
    )


def test_so_many_new_words_as_make_another_passage_are_not_taken_in() -> None:
    much = ", ".join(f"other{nth}" for nth in range(30))
    new = OLD.replace("will not ask", f"will not {much}")

    assert carried(new, "who cannot read it and will not ask") == (
        "changed",
        "who cannot read it and will not",
    )


def test_a_mark_that_the_anchor_left_out_stays_out() -> None:
    old = "He said: “It was a cold and very long winter here.” They left."
    new = "He said: “It was a cold and very short winter there.” They left."
    anchor = Anchor(old.index("It"), old.index("”"))

    assert new[slice(*reanchor(old, new, anchor).span)] == (
        "It was a cold and very short winter there."
    )
    anchor = Anchor(old.index("“"), old.index("”") + 1)
    assert new[slice(*reanchor(old, new, anchor).span)] == (
        "“It was a cold and very short winter there.”"
    )
