"""What a moderator sees around a quotation, and is warned of."""

import pytest

from critiques.quotation import Context, check, context, prepare

SOURCE = (
    "Dr. Lund came first. The film was praised, but not by those who paid for it, and she knew."
    " Nobody else did. “It is over!” he said.\n\n"
    "A second paragraph begins here. It goes on for a while, with one word after the other, and"
    " another, and another, and another one still, and it ends in the end, as all of them do."
    " Thelast one lost a space.Then it stops."
)


def of(quotation: str) -> Context:
    source = prepare(SOURCE)
    result = check(quotation, source)
    assert result.is_proved
    return context(result.segments, source)


def test_a_whole_sentence_has_its_neighbours_and_no_warning() -> None:
    found = of("Nobody else did.")

    assert found.before.startswith("The film was praised")
    assert found.after.strip().startswith("“It is over!”")
    assert "paragraph" not in found.after
    assert found.warnings == ()


def test_a_part_of_a_sentence_has_the_rest_of_it_too() -> None:
    found = of("was praised, but not by those who paid")

    assert found.before == "Dr. Lund came first. The film "
    assert found.after.startswith(" for it, and she knew. Nobody else did.")
    assert found.warnings == ("It starts inside a sentence.", "It ends inside a sentence.")


@pytest.mark.parametrize(
    ("quotation", "warning"),
    [
        ("The film was praised", "The words cut away deny or concede: but, not."),
        ("The film was praised […] by those who paid", "deny or concede: but, not"),
        ("“It is over!” he said. […] It goes on for a while", "bridges a paragraph"),
    ],
)
def test_what_is_cut_away_warns(quotation: str, warning: str) -> None:
    assert any(warning in found for found in of(quotation).warnings)


def test_a_short_omission_within_a_paragraph_does_not_warn() -> None:
    assert of("It goes on for a while, […] as all of them do.").warnings == ()


def test_a_long_omission_warns() -> None:
    source = prepare("We saw it there. " + "more " * 26 + "and then we left again.")
    result = check("We saw it there. […] and then we left again.", source)

    assert "An omission leaves out 26 words." in context(result.segments, source).warnings


def test_a_lost_space_ends_a_sentence_all_the_same() -> None:
    assert of("Then it stops.").before == "Thelast one lost a space."


def test_without_a_quotation_there_is_no_context() -> None:
    with pytest.raises(ValueError, match="no quoted part"):
        context([], prepare(SOURCE))
