"""Owns how other catalogues name films, people and organisations, and how currencies are named.

An address that was pasted from a catalogue's page is as good as the identifier in it.
"""

import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from filmography.publishing.fields import CleanCharField


@dataclass(frozen=True)
class Scheme:
    """`shape` is that of an identifier; `page`, what stands before one in an address."""

    shape: str
    advice: str
    page: str = ""
    behind: str = ""
    is_upper: bool = False

    def taken_from(self, written: str) -> str:
        """The identifier, if it or the address of its page is written; else what is written."""
        address = rf"(?:https?://)?(?:[a-z0-9-]+\.)?{self.page}({self.shape}){self.behind}"
        found = re.fullmatch(self.shape, written, re.IGNORECASE | re.ASCII)
        if found is None and self.page:
            found = re.fullmatch(rf"{address}(?:[/?#].*)?", written, re.IGNORECASE | re.ASCII)
        if found is None:
            return written
        identifier = found[found.re.groups]
        return identifier.upper() if self.is_upper else identifier.lower()

    def refuse_others(self, written: str) -> None:
        if not re.fullmatch(self.shape, written, re.ASCII):
            raise ValidationError(self.advice, code="identifier")


SCHEMES = {
    "imdb title": Scheme(
        r"tt[0-9]{7,10}",
        "A film at IMDb is named by tt and digits, as in tt0137523. Write that, or paste the "
        "address of the film's page at imdb.com.",
        page=r"imdb\.com/(?:[a-z]{2}(?:-[a-z]{2})?/)?title/",
    ),
    "imdb name": Scheme(
        r"nm[0-9]{7,10}",
        "A person at IMDb is named by nm and digits, as in nm0000631. Write that, or paste the "
        "address of the person's page at imdb.com.",
        page=r"imdb\.com/(?:[a-z]{2}(?:-[a-z]{2})?/)?name/",
    ),
    "wikidata": Scheme(
        r"Q[1-9][0-9]{0,14}",
        "An entry at Wikidata is named by Q and a number, as in Q42. Write that, or paste the "
        "address of the entry at wikidata.org.",
        page=r"wikidata\.org/(?:wiki|entity)/(?:Special:EntityPage/)?",
        is_upper=True,
    ),
    "tmdb film": Scheme(
        r"[1-9][0-9]{0,11}",
        "A film at TMDB is named by a number, as in 550. Write that, or paste the address of the "
        "film's page, which begins with themoviedb.org/movie/.",
        page=r"themoviedb\.org/movie/",
        behind=r"(?:-[^/?#]*)?",
    ),
    "tmdb person": Scheme(
        r"[1-9][0-9]{0,11}",
        "A person at TMDB is named by a number, as in 287. Write that, or paste the address of the "
        "person's page, which begins with themoviedb.org/person/.",
        page=r"themoviedb\.org/person/",
        behind=r"(?:-[^/?#]*)?",
    ),
    "letterboxd": Scheme(
        r"[a-z0-9_-]{1,100}",
        "A film at Letterboxd is named by the last part of its page's address, as in fight-club. "
        "Write that, or paste the address, which begins with letterboxd.com/film/.",
        page=r"letterboxd\.com/(?:[a-z0-9_]+/)?film/",
    ),
    "viaf": Scheme(
        r"[1-9][0-9]{0,23}",
        "A person at VIAF is named by a number, as in 96987389. Write that, or paste the address "
        "of the person's page at viaf.org.",
        page=r"viaf\.org/(?:[a-z]{2}/)?viaf/",
    ),
    "currency": Scheme(
        r"[A-Z]{3}",
        "A currency is written as three letters, as in USD, EUR or JPY.",
        is_upper=True,
    ),
}


class IdentifierField(CleanCharField):
    """Takes the identifier out of a pasted address wherever the value comes from, and refuses
    what is none when it is checked."""

    def __init__(self, *args: Any, scheme: str = "wikidata", **kwargs: Any) -> None:
        self.scheme = scheme
        super().__init__(*args, blank=True, **kwargs)

    def deconstruct(self) -> tuple[str, str, list, dict]:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["blank"]
        return name, path, args, {**kwargs, "scheme": self.scheme}

    def run_validators(self, value: Any) -> None:
        if value not in self.empty_values:
            SCHEMES[self.scheme].refuse_others(value)
        super().run_validators(value)

    def formfield(self, **kwargs: Any) -> forms.Field:
        """Without a limit: a browser would cut a pasted address before the identifier."""
        return super().formfield(**{"max_length": None, **kwargs})

    def _clean(self, value: Any) -> Any:
        value = super()._clean(value)
        return SCHEMES[self.scheme].taken_from(value) if isinstance(value, str) else value
