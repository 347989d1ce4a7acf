"""Owns which words of an editor's own text are given as somebody else's: those in quotes."""

import re

# A straight single mark is an apostrophe as often as not, so that only the curved pair counts.
_PAIRS = ("“”", "„“", "«»", "»«", "「」", "『』", '""', "‘’")
_LONGEST = 2_000


def _between(left: str, right: str) -> str:
    return rf"(?<!\w){left}([^{left}{right}\n]{{1,{_LONGEST}}}){right}(?!\w)"


_QUOTED = re.compile("|".join(_between(*pair) for pair in _PAIRS))
_MARKUP = re.compile(
    rf"[*_`]+|\]\([^)\s]{{0,{_LONGEST}}}\)|(?<!\[)\[(?=[^\[\]]{{0,{_LONGEST}}}\]\()"
)


def quoted_words(text: str) -> list[str]:
    """The words between quotation marks, in order, without Markdown's emphasis and links.

    Marks inside marks belong to what is quoted.
    """
    plain = _MARKUP.sub("", text)
    found = (match[match.lastindex].strip() for match in _QUOTED.finditer(plain))
    return [words for words in found if words]
