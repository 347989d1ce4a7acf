"""How what is known of a quotation's words is put to readers: a label and a few sentences.

Pure but for the fields of the records it is given: it asks no database.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from critiques.quotation import PROVED, State


@dataclass(frozen=True)
class Seal:
    """`kind` chooses the mark: checked, changed (since then), open (not checked), eye (compared by
    eye), unproved."""

    kind: str
    label: str


def _changed(seal: Seal) -> Seal:
    return Seal("changed", f"{seal.label}; source changed since")


_CHECKED = "checked"
_LABELS = {
    State.VERBATIM: Seal(_CHECKED, "Checked: word for word"),
    State.TYPOGRAPHIC: Seal(_CHECKED, "Checked: word for word"),
    State.ABRIDGED: Seal(_CHECKED, "Checked: abridged as marked"),
    State.UNCHECKED: Seal("open", "Not checked yet"),
    State.ATTESTED: Seal("eye", "Compared by eye"),
}
_UNPROVED = Seal("unproved", "Not found word for word in our copy")
_HOW = {
    State.VERBATIM: "Every character stands so in",
    State.TYPOGRAPHIC: "The words stand so in",
    State.ABRIDGED: "What is not marked as left out or put in stands so, in this order, in",
}
_COPIES = {
    "page_text": "the text of the page",
    "pdf_text": "the text of the PDF",
    "ocr": "a text that a machine recognised from pictures of the pages and that may err",
    "transcript": "a transcript by a person",
    "machine_transcript": "a transcript by a machine, which may err",
    "full_text": "the full text on this site",
}

# For the page that explains each.
EXPLAINED = [
    (
        _LABELS[State.VERBATIM],
        "The words stand so in the source. At most typography differs, such as the form of "
        "quotation marks.",
    ),
    (
        _LABELS[State.ABRIDGED],
        "Words are left out or put in, as marked; all other words stand so in the source, in this "
        "order.",
    ),
    (
        _LABELS[State.ATTESTED],
        "No text of the source can be had, as of a print edition or a recording. A named editor "
        "compared the words by eye, on the day given.",
    ),
    (
        _LABELS[State.UNCHECKED],
        "There is no copy yet to compare the words with. An editor took them from the source.",
    ),
    (
        _UNPROVED,
        "An editor published the words all the same and gives the reason: perhaps the copy is "
        "damaged, or the words were spoken and written down in several ways.",
    ),
    (
        _changed(_LABELS[State.VERBATIM]),
        "The words stood so when the source was captured. A later copy words the passage "
        "differently.",
    ),
]


def seal(excerpt: Any) -> Seal | None:
    """The seal of a quotation; a paraphrase has none."""
    if not excerpt.quotation_state:
        return None
    state = State(excerpt.quotation_state)
    found = _LABELS.get(state, _UNPROVED)
    if excerpt.source_changed and state in PROVED:
        return _changed(found)
    return found


def sentences(excerpt: Any, anchor: Any = None) -> Iterator[str]:
    """What the seal rests on. `anchor` is where a proved quotation stands, with its capture."""
    state = State(excerpt.quotation_state)
    if state in PROVED and anchor:
        yield from _proof(excerpt, state, anchor)
    elif state is State.ATTESTED:
        day = date_format(excerpt.attested_on, "j F Y")
        yield f"Compared with {excerpt.attested_with} by {excerpt.attested_by} on {day}."
    elif state is State.UNCHECKED:
        yield "We have no copy of the source yet to compare these words with."
    elif excerpt.override_reason:
        yield f"Published because {excerpt.override_reason.rstrip('.')}."


def _proof(excerpt: Any, state: State, anchor: Any) -> Iterator[str]:
    capture = anchor.capture
    copy = _COPIES.get(capture.origin, "a copy")
    yield f"{_HOW[state]} {copy}, as captured on {_day(capture.captured_at)}."
    if state is State.TYPOGRAPHIC:
        yield "Only typography differs, such as the form of quotation marks and dashes."
    if excerpt.source_changed:
        yield "The source words this passage differently since then."
    elif capture.seen_again_at:
        yield f"The source was found unchanged on {_day(capture.seen_again_at)}."


def standing(anchor: Any) -> str:
    """Where a proved quotation stands, telling no other word of the source."""
    place = f"paragraph {anchor.paragraph}"
    if anchor.last_paragraph != anchor.paragraph:
        place = f"paragraphs {anchor.paragraph} to {anchor.last_paragraph}"
    told = [f"In {place} of {anchor.paragraphs}"]
    if anchor.starts_inside_sentence and anchor.ends_inside_sentence:
        told.append("part of a sentence at either end")
    elif anchor.starts_inside_sentence:
        told.append("beginning inside a sentence")
    elif anchor.ends_inside_sentence:
        told.append("ending inside a sentence")
    else:
        told.append("in whole sentences")
    if anchor.left_out:
        told.append(f"with {anchor.left_out} word{'s'[: anchor.left_out != 1]} left out")
    return f"{', '.join(told)}."


def _day(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "j F Y")
