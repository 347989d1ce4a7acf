"""Words as search compares them, the same in what is indexed and in what is asked.

Pure. A word is folded (accents, case, typographic variants), then cut to its stem by the language
of the passage (Snowball); scripts that set no spaces between words are cut into pairs of letters.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from threading import local
from typing import NamedTuple

import regex
import Stemmer

from filmography.publishing.text import fold

LONGEST = 40  # code points of a word; no language needs more, and indexes have their limits
_NAME = 80  # code points; shorter texts are mostly names

_WORD = regex.compile(r"[\p{L}\p{N}\p{M}\u00ad\u200b-\u200d\u2060]+")
_ONLY_WORDS = {code: " " for code in range(128) if not chr(code).isalnum()}
_UNSPACED = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}ー々〆]"
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{M}ー々〆]*"
)
_ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian",
    "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian",
    "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian",
    "ne": "nepali", "nl": "dutch", "nn": "norwegian", "no": "norwegian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish",
    "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
_CUT_AT_THE_END = {"en", "fr", "de", "es", "it", "pt", "ru", "sv", "da", "no", "nb", "fi"}
_of_thread = local()  # a stemmer serves one thread at a time


class Word(NamedTuple):
    """A word of a text: its span in code points, and what it is when folded."""

    start: int
    end: int
    folded: str
    is_pair: bool = False


def words(text: str) -> Iterator[Word]:
    """The words of a text in order; of unspaced scripts the pairs of letters, and the last one."""
    for found in _WORD.finditer(text):
        start, run = found.start(), found[0]
        if run.isascii():
            yield Word(start, found.end(), run.lower()[:LONGEST])
            continue
        done = 0
        for unspaced in _UNSPACED.finditer(run):
            yield from _spaced(run[done : unspaced.start()], start + done)
            yield from _pairs(unspaced[0], start + unspaced.start())
            done = unspaced.end()
        yield from _spaced(run[done:], start + done)


class Spelt:
    """The folded words of a text in order, and where they stand; quick where all is ASCII."""

    def __init__(self, text: str) -> None:
        self._spaced = f" {spaced_words(text)} " if text.isascii() else ""
        self._found = [] if self._spaced else list(words(text))
        self.words = self._spaced.split() or [word.folded for word in self._found]

    def spans(self, numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Of the words of these numbers, which are in order."""
        if self._found:
            yield from (self._found[number][:2] for number in numbers)
            return
        end = done = 0
        for number in numbers:
            word = self.words[number]
            for _ in range(self.words[done:number].count(word) + 1):
                start = self._spaced.index(f" {word} ", end)
                end = start + len(word)
            yield start, end
            done = number + 1


def spaced_words(text: str) -> str:
    """Of a text that is all ASCII the words in small letters, each where it stands."""
    return text.lower().translate(_ONLY_WORDS)


def keeps_initial(language: str) -> bool:
    """Whether a word of this language always begins as its stem does."""
    return _rules(language) in _CUT_AT_THE_END


def _spaced(run: str, start: int) -> Iterator[Word]:
    for piece in _folded(run):
        yield Word(start, start + len(run), piece[:LONGEST])


def _pairs(run: str, start: int) -> Iterator[Word]:
    folded = "".join(_folded(run))
    same_length = len(folded) == len(run)
    for at in range(len(folded)):
        span = (start + at, start + min(at + 2, len(run))) if same_length else (0, len(run))
        if not same_length:
            span = (start, start + len(run))
        yield Word(*span, folded[at : at + 2], is_pair=True)


@lru_cache(maxsize=50_000)
def _folded(run: str) -> list[str]:
    return fold(run).split() if run else []


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """The stem of a folded word, or the word itself where no rules for its language are known."""
    algorithm = _algorithm(language)
    return _stemmer(algorithm).stemWord(word) if algorithm else word


def _algorithm(language: str) -> str | None:
    return _ALGORITHMS.get(_rules(language))


def _rules(language: str) -> str:
    return language.partition("-")[0].lower()


def rules(language: str) -> str:
    """The language by whose rules words of this one are cut (`pt` for `pt-BR`), or nothing."""
    return _rules(language) if _algorithm(language) else ""


def _stemmer(algorithm: str) -> Stemmer.Stemmer:
    stemmers = _of_thread.__dict__
    if algorithm not in stemmers:
        stemmers[algorithm] = Stemmer.Stemmer(algorithm)
    return stemmers[algorithm]


def tokens(text: str, language: str = "") -> list[str]:
    """What is indexed of a text. Without a language the words stand as they are, as names do."""
    return _of_name(text, language).copy() if len(text) < _NAME else _tokens(text, language)


def _tokens(text: str, language: str) -> list[str]:
    if text.isascii():
        return [stem(word[:LONGEST], language) for word in spaced_words(text).split()]
    return [stem(word.folded, language) for word in words(text)]


# The titles of films and the names of themes and people come again and again.
_of_name = lru_cache(maxsize=20_000)(_tokens)


def forms(folded: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    """All that a word may be indexed as: as it is, and its stem in each of the languages."""
    return tuple(dict.fromkeys([folded, *(stem(folded, language) for language in languages)]))
