"""What of a record can be found, and when: the words and facets of a record with their spans of
time, made into the entries of the index. Knows no model."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.conf import settings

from critiques.models.search_entries import entry_id
from critiques.search.backends.rows import Row
from critiques.search.expressions import BREAK, SECTION, field_token, name_token
from critiques.search.tokens import tokens, words
from filmography.publishing.spans import ALWAYS, Span, windows

# More changes to come than that of one record are not looked into: of the rest of time is found
# only what is public throughout.
MOST_WINDOWS = 8
MOST_TOKENS = 2_000  # of one text; PostgreSQL counts to 16,383 in all
SECTIONS = ("name", "text", "around", "fields")
OURS = settings.LANGUAGE_CODE


class _Piece(NamedTuple):
    section: str
    span: Span
    tokens: str


class Document:
    """`spans` must all hold for the record to be public, and of `any_of` one, if it is given."""

    def __init__(
        self, kind: int, pk: int, spans: Iterable[Span], dated: str = "", language: str = OURS
    ) -> None:
        self.kind, self.pk, self.dated, self.language = kind, pk, dated[:10], language
        self.spans = list(spans)
        self.any_of: list[Span] | None = None
        self.pieces: list[_Piece] = []
        self.facets: dict[str, list[Span]] = defaultdict(list)

    def name(self, text: str, language: str | None = None, field: str = "") -> None:
        """What it is called: also what is suggested while somebody types."""
        found = tokens(text, self._or_own(language))
        self._add("name", ALWAYS, found)
        self._add("fields", ALWAYS, [name_token(word.folded) for word in words(text)])
        if field:
            self.field(field, found)

    def text(self, text: str, language: str | None = None, span: Span = ALWAYS) -> None:
        if text:
            self._add("text", span, tokens(text, self._or_own(language)))

    def around(self, text: str, language: str = "", span: Span = ALWAYS, field: str = "") -> None:
        """What it stands with: films, people, themes, also by the field in which they are asked."""
        found = tokens(text, language)
        self._add("around", span, found)
        if field:
            self.field(field, found, span)

    def field(self, field: str, found: list[str], span: Span = ALWAYS) -> None:
        self._add("fields", span, [field_token(field, token) for token in found])

    def facet(self, name: str, value: object, span: Span = ALWAYS) -> None:
        self.facets[f"#{name}:{value}"].append(span)

    def _or_own(self, language: str | None) -> str:
        return self.language if language is None else language

    def _add(self, section: str, span: Span, found: list[str]) -> None:
        if found:
            self.pieces.append(_Piece(section, span, " ".join(found[:MOST_TOKENS])))

    def entries(self, now: int) -> list[Row]:
        """One for each window of time in which the public finds something else."""
        spans = [*self.spans, *(self.any_of or ()), *(piece.span for piece in self.pieces)]
        spans += [span for held in self.facets.values() for span in held]
        rows: list[Row] = []
        for window in windows(spans, now, MOST_WINDOWS):
            content = self._content(Span(max(window.start, now), window.end))
            if content is None:
                continue
            if rows and rows[-1][2:] == (window.start, self.dated, *content):
                rows[-1] = rows[-1]._replace(visible_until=window.end)
            else:
                at = entry_id(self.kind, self.pk, len(rows))
                rows.append(Row(at, *window, self.dated, *content))
        return rows

    def _content(self, window: Span) -> tuple[str, str] | None:
        """Tokens and facets in this window, or nothing when the record is not public in it."""
        if not all(span.covers(window) for span in self.spans):
            return None
        if self.any_of is not None and not any(span.covers(window) for span in self.any_of):
            return None
        return _joined(self.pieces, window), " ".join(self._facets(window))

    def _facets(self, window: Span) -> Iterator[str]:
        for token, spans in self.facets.items():
            if any(span.covers(window) for span in spans):
                yield token


def _joined(pieces: list[_Piece], window: Span) -> str:
    sections: dict[str, list[str]] = {name: [] for name in SECTIONS}
    for piece in pieces:
        if piece.span.covers(window):
            sections[piece.section].append(piece.tokens)
    texts = [f" {BREAK} ".join(sections[name]) for name in SECTIONS]
    return f" {SECTION} ".join(texts)
