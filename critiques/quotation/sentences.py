"""Owns where the sentences and paragraphs of a text begin."""

import re

# A sentence ends at a full stop or its like, with closing marks, before white space or, where a
# capture lost it, before a capital; and at each line's end that a paragraph has.
_SENTENCE_END = re.compile(
    r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?:\s++(?=[\"'“‘«(\[—–-]*[^\Wa-z_])|(?=[A-Z][a-z’']))"
    r"|(?<!\s)\s*\n\s*|[。！？]"
)
_ABBREVIATION = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|vs|cf|etc|e\.g|i\.e|no|vol|pp?|ed|eds|approx)\.\Z"
)
_PARAGRAPH_END = re.compile(r"(?<!\s)\s*\n\s*")


def sentence_starts(text: str) -> list[int]:
    starts = [0]
    for found in _SENTENCE_END.finditer(text):
        stop = found[0].rstrip()
        is_abbreviation = stop == "." and _ABBREVIATION.search(
            text, max(0, found.start() - 10), found.start() + 1
        )
        if not is_abbreviation and starts[-1] < found.end() < len(text):
            starts.append(found.end())
    return starts


def paragraph_starts(text: str) -> list[int]:
    """Where paragraphs begin: at each line that holds something. At least one."""
    first = len(text) - len(text.lstrip())
    starts = [first if first < len(text) else 0]
    starts += [
        found.end() for found in _PARAGRAPH_END.finditer(text, first) if found.end() < len(text)
    ]
    return starts
