"""Owns links that lead to a passage inside the page of its source.

Source: WICG, URL Fragment Text Directives. Pure: only the words of the passage itself are used.
"""

from urllib.parse import quote

from critiques.quotation import unmarked

# Of a longer passage only its first and last words are named.
_LONGEST_WHOLE = 8
_ENDS = 4


def fragment_address(url: str, quotation: str) -> str:
    """`url` with a text directive for the quotation; `url` itself if there is nothing to name.

    A directive replaces no fragment that the address has. Words in brackets and omissions are not
    the source's, so that an abridged quotation is named by the unmarked words at its ends.
    """
    pieces = [words for piece in unmarked(quotation) if (words := piece.split())]
    if not url or "#" in url or not pieces:
        return url
    if len(pieces) == 1 and len(pieces[0]) <= _LONGEST_WHOLE:
        return f"{url}#:~:text={_encoded(pieces[0])}"
    return f"{url}#:~:text={_encoded(pieces[0][:_ENDS])},{_encoded(pieces[-1][-_ENDS:])}"


def _encoded(words: list[str]) -> str:
    # A dash, a comma and an ampersand have a meaning in a directive.
    return quote(" ".join(words), safe="").replace("-", "%2D")
