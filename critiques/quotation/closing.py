"""Owns the full stop or comma that closes a quotation: one may be added or exchanged."""

from critiques.quotation.characters import is_quote

_MOST_CLOSING_MARKS = 3


def without_closing_mark(text: str) -> str | None:
    """The text, of which all is seen, without its closing full stop or comma; None where none
    closes it."""
    text = text.rstrip()
    if not text.endswith((".", ",")) or text.endswith(".."):
        return None
    return text[:-1]


def other_closings(text: str) -> list[str]:
    """The text, of which all is seen, without its closing full stop or comma; where quotation
    marks follow that, also with one for the other."""
    text = text.rstrip()
    end = len(text)
    while end and is_quote(text[end - 1]) and len(text) - end < _MOST_CLOSING_MARKS:
        end -= 1
    begun = without_closing_mark(text[:end])
    if begun is None:
        return []
    marks = text[end:]
    if not marks:
        return [begun]
    other = "," if text[end - 1] == "." else "."
    return [f"{begun}{other}{marks}", begun + marks]
