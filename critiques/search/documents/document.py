"""What of a record can be found, and when: the words and facets of a record with their spans of
time, made into the entries of the index. Knows no model."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings

from critiques.models.search_entries import entry_id
from critiques.search.backends.rows import Row
from critiques.search.expressions import (
    BREAK,
    MARKS,
    OF_NAME,
    OWN,
    SECTION,
    around_token,
    field_token,
    name_token,
)
from critiques.search.tokens import rules, tokens, words
from filmography.publishing.spans import ALWAYS, EVER, Span, windows

# More changes to come than that of one record are not looked into: of the rest of time is found
# only what is public throughout.
MOST_WINDOWS = 1_000
MOST_TOKENS = 12_000  # of one text; PostgreSQL counts to 16,383 in all
SECTIONS = ("name", "text", "around", "fields")
OURS = settings.LANGUAGE_CODE
_NO_OTHERS = {"", rules(OURS)}
# BM25 of a word in a text (Robertson and Zaragoza 2009), and from where on it weighs more.
_K, _B, _MEAN_LENGTH = 1.2, 0.75, 45.0
_WEIGHTS_OF_LEVELS = (1.2, 1.45, 1.7)


class _Piece(NamedTuple):
    section: str
    span: Span
    tokens: list[str]


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
        self.shown: dict[str, Any] = {"language": language}
        self.lists: dict[str, list[tuple[Any, Span]]] = {}
        self.rules: set[str] = set()  # languages by whose rules words were cut, besides our own

    def name(self, text: str, language: str | None = None, field: str = "") -> None:
        """What it is called: also what is suggested while somebody types."""
        found = self._tokens(text, language)
        self._add("name", ALWAYS, found)
        self._add("fields", ALWAYS, [name_token(word.folded) for word in words(text)])
        if field:
            self.field(field, found)

    def text(self, text: str, language: str | None = None, span: Span = ALWAYS) -> None:
        if text:
            self._add("text", span, self._tokens(text, language))

    def around(self, text: str, language: str = "", span: Span = ALWAYS, field: str = "") -> None:
        """What it stands with: films, people, themes, also by the field in which they are asked."""
        found = self._tokens(text, language)
        self._add("around", span, [around_token(token) for token in found])
        if field:
            self.field(field, found, span)

    def field(self, field: str, found: list[str], span: Span = ALWAYS) -> None:
        self._add("fields", span, [field_token(field, token) for token in found])

    def facet(self, name: str, value: object, span: Span = ALWAYS) -> None:
        self.facets[f"#{name}:{value}"].append(span)

    def show(self, **values: Any) -> None:
        self.shown.update(values)

    def show_among(self, name: str, value: Any, span: Span = ALWAYS) -> None:
        """One of several; None only makes the list."""
        held = self.lists.setdefault(name, [])
        if value is not None:
            held.append((value, span))

    def _tokens(self, text: str, language: str | None) -> list[str]:
        language = self.language if language is None else language
        self.rules |= {rules(language)} - _NO_OTHERS
        return tokens(text, language)

    def _add(self, section: str, span: Span, found: list[str]) -> None:
        if found:
            self.pieces.append(_Piece(section, span, found[:MOST_TOKENS]))

    def entries(self, now: int) -> list[Row]:
        """One for each window of time in which the public finds or sees something else."""
        spans = [*self.spans, *(self.any_of or ()), *(piece.span for piece in self.pieces)]
        spans += [span for held in self.facets.values() for span in held]
        spans += [span for held in self.lists.values() for _, span in held]
        found: list[Row] = []
        for window in windows(spans, now, MOST_WINDOWS):
            content = self._content(Span(max(window.start, now), window.end))
            if content is None:
                continue
            if found and (found[-1].visible_until, *found[-1][4:]) == (window.start, *content):
                found[-1] = found[-1]._replace(visible_until=window.end)
            else:
                found.append(Row(0, *window, self.dated, *content))
        if len(found) == 1 and found[0][1:3] == (0, EVER):
            return [found[0]._replace(id=entry_id(self.kind, self.pk))]
        return [
            row._replace(id=entry_id(self.kind, self.pk, number))
            for number, row in enumerate(found)
        ]

    def _content(self, window: Span) -> tuple[str, str, str, str] | None:
        """Tokens, those around, facets and what is shown in this window, or nothing when the
        record is not public in it."""
        if not all(span.covers(window) for span in self.spans):
            return None
        if self.any_of is not None and not any(span.covers(window) for span in self.any_of):
            return None
        facets = " ".join(
            token
            for token, spans in self.facets.items()
            if any(span.covers(window) for span in spans)
        )
        lists = {
            name: [value for value, span in held if span.covers(window)]
            for name, held in self.lists.items()
        }
        shown = json.dumps(self.shown | lists, ensure_ascii=False, separators=(",", ":"))
        return *_joined(self.pieces, window), facets, shown


def _joined(pieces: list[_Piece], window: Span) -> tuple[str, str]:
    sections: dict[str, list[list[str]]] = {name: [] for name in SECTIONS}
    for piece in pieces:
        if piece.span.covers(window):
            sections[piece.section].append(piece.tokens)
    name, text, *around = (f" {BREAK} ".join(map(" ".join, sections[each])) for each in SECTIONS)
    levels = " ".join(
        f"{MARKS[each]}{token}"
        for token, level in _levels(sections["name"], sections["text"]).items()
        for each in range(OWN + 1, level + 1)
    )
    return f" {SECTION} ".join([name, text, levels]), f" {SECTION} ".join(around)


def _levels(names: list[list[str]], texts: list[list[str]]) -> dict[str, int]:
    """How much each word weighs: in a short name more than in a long one, and more than in a text,
    where it weighs the more the oftener it stands there and the shorter the text is."""
    often = Counter(token for text in texts for token in text)
    length = sum(map(len, texts))
    once = _level_in_text(1, length)
    levels = {
        token: once if number == 1 else _level_in_text(number, length)
        for token, number in often.items()
    }
    for name in names:
        level = OF_NAME - (len(name) > 1) - (len(name) > 2) - (len(name) > 4)
        for token in name:
            levels[token] = max(level, levels.get(token, OWN))
    return levels


@lru_cache(maxsize=4_096)
def _level_in_text(often: int, length: int) -> int:
    norm = _K * (1 - _B + _B * length / _MEAN_LENGTH)
    weight = often * (_K + 1) / (often + norm)
    return OWN + sum(weight >= least for least in _WEIGHTS_OF_LEVELS)
