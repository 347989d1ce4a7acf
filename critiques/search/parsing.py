"""What a reader typed, understood as far as it can be. Pure, and it never fails.

Words, "a phrase", -without, begin* of a word, film:, by:, theme: and year:2012..2017. Whatever
else is typed is words.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from critiques.search.tokens import words
from filmography.publishing.text import clean_text

LONGEST = 300  # code points that are read
MOST_TERMS = 12
MOST_WORDS_OF_PHRASE = 12
FIELDS = ("film", "by", "theme")
# Left out of account beside other words: nobody means these.
UNMEANT = {
    "a", "about", "an", "and", "are", "as", "at", "be", "been", "by", "do", "does", "for", "from",
    "had", "has", "have", "how", "in", "is", "it", "its", "of", "on", "or", "said", "say", "says",
    "that", "the", "their", "there", "these", "they", "this", "those", "to", "was", "were",
    "what", "when", "where", "which", "who", "whom", "whose", "why", "with",
}  # fmt: skip

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″〝〞＂「」『』", '"'))
_TERM = re.compile(r'(?P<minus>[-−])?(?:(?P<field>\w{2,5}):)?(?P<value>"[^"]*(?:"|$)|[^\s"]+)')
_YEARS = re.compile(r"(?P<first>\d{4})?(?P<to>\.\.+|…|[-–])?(?P<last>\d{4})?")


@dataclass(frozen=True)
class Term:
    """One thing that is looked for: the folded words of it, in a row."""

    words: tuple[str, ...]
    text: str
    field: str = ""
    is_excluded: bool = False
    is_prefix: bool = False


@dataclass(frozen=True)
class Query:
    """`years` are the first and the last; `is_cut` says that more was typed than was read."""

    text: str = ""
    terms: tuple[Term, ...] = ()
    years: tuple[int, int] | None = None
    is_cut: bool = False

    @property
    def wanted(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if not term.is_excluded)

    @property
    def unwanted(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if term.is_excluded)

    @property
    def is_empty(self) -> bool:
        return not self.terms and not self.years

    def without(self, terms: Collection[Term]) -> "Query":
        return replace(self, terms=tuple(term for term in self.terms if term not in terms))

    def while_typing(self) -> "Query":
        """The same with its last word only begun, unless something is typed after it."""
        last = self.terms[-1] if self.terms else None
        if last is None or last.is_excluded or '"' in last.text:
            return self
        return replace(self, terms=(*self.terms[:-1], replace(last, is_prefix=True)))


def parse(typed: str) -> Query:
    text = clean_text(typed[: LONGEST * 4])
    is_cut = len(text) > LONGEST or len(typed) > LONGEST * 4
    text = text[:LONGEST].strip()
    terms: list[Term] = []
    years = None
    for found in _TERM.finditer(text.translate(_QUOTES)):
        minus, field, value = found["minus"], (found["field"] or "").lower(), found["value"]
        if field == "year" and not minus and (span := _years(value)):
            years = span
            continue
        if field not in FIELDS or not any(words(value)):
            field, value = "", found[0].removeprefix(minus or "")
        terms += _terms(value, field, is_excluded=bool(minus))
    terms = _meant(terms)
    return Query(text, tuple(terms[:MOST_TERMS]), years, is_cut or len(terms) > MOST_TERMS)


def _terms(value: str, field: str, *, is_excluded: bool) -> list[Term]:
    """One term, since what is written in one piece ("don't", 七人の侍) stands in a row."""
    found = list(words(value))
    if len(found) > 1 and found[-1].is_pair and len(found[-1].folded) == 1:
        found.pop()  # the last letter of an unspaced word: the pair before has it
    folded = tuple(word.folded for word in found[:MOST_WORDS_OF_PHRASE])
    if not folded:
        return []
    only_letter = found[0].is_pair and len(folded[0]) == 1
    begun = value.endswith("*") and len(folded[-1]) > 1
    text = value.strip('"').strip() if '"' not in value else f'"{value.strip(chr(34)).strip()}"'
    return [Term(folded, text, field, is_excluded, is_prefix=begun or only_letter)]


def _meant(terms: list[Term]) -> list[Term]:
    """Without the small words, if others stand beside them."""
    meant = [term for term in terms if term.field or len(term.words) > 1 or not _is_unmeant(term)]
    return meant if any(not term.is_excluded for term in meant) else terms


def _is_unmeant(term: Term) -> bool:
    return term.words[0] in UNMEANT and not term.is_excluded and '"' not in term.text


def _years(value: str) -> tuple[int, int] | None:
    found = _YEARS.fullmatch(value.strip('"'))
    if not found or not (found["first"] or found["last"]):
        return None  # `year:`, `year:..` and `year:soon` are words
    if not found["to"]:
        year = int(found["first"] or 0)
        return (year, year) if year and not found["last"] else None
    first, last = int(found["first"] or 1000), int(found["last"] or 9999)
    return (first, last) if first <= last else (last, first)
