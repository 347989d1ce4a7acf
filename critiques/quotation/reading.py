"""Owns which texts can be checked at all, and which of their characters cannot be seen.

Knows nothing of matching: everything else in this package stands on it.
"""

import re

# Controls that are no white space, soft hyphens, zero-width and bidirectional characters, tags.
INVISIBLE = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e007f"
)
_INVISIBLE_CHARACTER = re.compile(f"[{INVISIBLE}]")
_REFUSED = re.compile("[\x00\ud800-\udfff]")


class UnreadableText(ValueError):
    """The text holds what no text holds; the message says what, where and what to do."""


def readable(text: str, name: str) -> str:
    """The text, if it can be checked at all.

    `name` names it in the message ("the source text"). Raises UnreadableText on a NUL or a lone
    surrogate, which a database or a file would refuse or silently change.
    """
    if found := _REFUSED.search(text):
        what = "a NUL character" if found[0] == "\0" else "half a character (a lone surrogate)"
        raise UnreadableText(
            f"There is {what} at position {found.start()} of {name}. It was probably read in the "
            "wrong encoding: save it again as UTF-8 and try once more."
        )
    return text


def is_invisible(character: str) -> bool:
    return _INVISIBLE_CHARACTER.match(character) is not None
