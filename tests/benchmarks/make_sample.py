"""A filmography of any size for measuring: the same for the same seed, and like a real one.

Words as frequent as in a language (Zipf), a few films and themes with most of the passages, several
languages, notes, answers, drafts. `python -m tests.benchmarks.make_sample --films 1000 --excerpts
100000 --seed 1` fills the database of `DATABASE_URL`, which should have been migrated and be empty.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate
from typing import Any

from django.db import connection, models, transaction

VOCABULARY = 40_000
WORDS = (15, 75)  # of a passage
THEMES, PUBLICATIONS = 300, 200
LANGUAGES = {"en": 80, "fr": 8, "de": 5, "es": 4, "ja": 3}
STATES = {"published": 94, "draft": 3, "withdrawn": 1, "in_review": 1, "embargoed": 1}
STANCES = {"": 40, "favourable": 25, "mixed": 15, "unfavourable": 12, "neutral": 8}
BATCH = 5_000
_ONSETS = (
    *"bcdfghjklmnprstvw",
    "br",
    "ch",
    "cr",
    "dr",
    "fl",
    "gr",
    "pl",
    "qu",
    "sh",
    "st",
    "th",
    "tr",
)
_NUCLEI = (*"aeiou", "ea", "ee", "ai", "ou", "io")
_CODAS = ["", "", "n", "r", "s", "t", "l", "nd", "st", "ng", "ck", "m"]


class Sample:
    def __init__(self, films: int, excerpts: int, seed: int, *, shows_progress: bool = False):
        self.films, self.excerpts, self.shows_progress = films, excerpts, shows_progress
        self.sources, self.people = max(1, excerpts // 20), max(10, films * 2)
        self.chance = random.Random(seed)  # noqa: S311
        self.now = datetime(2026, 1, 1, tzinfo=UTC)
        self.words = {code: self._vocabulary(code) for code in LANGUAGES}
        self.bags = {code: bag(words) for code, words in self.words.items()}
        self.times = [
            self.now - timedelta(minutes=self.chance.randrange(1, 2_000_000)) for _ in range(10_000)
        ]
        self.film_frequencies, self.theme_frequencies = zipf(films), zipf(THEMES)

    def make(self) -> None:
        if connection.vendor == "sqlite":
            connection.cursor().execute("PRAGMA cache_size = -400000")
        with connection.constraint_checks_disabled(), transaction.atomic():
            self._facts()
            self._sources()
            started = time.perf_counter()
            for first in range(1, self.excerpts + 1, BATCH):
                last = min(first + BATCH - 1, self.excerpts)
                self._passages(range(first, last + 1))
                if self.shows_progress:
                    rate = last / (time.perf_counter() - started)
                    bar = "█" * (40 * last // self.excerpts)
                    sys.stderr.write(f"\r{bar:<40} {last:,} passages, {rate:,.0f}/s")
        if self.shows_progress:
            sys.stderr.write("\n")

    # --- Words ---------------------------------------------------------------------------------

    def _vocabulary(self, code: str) -> list[str]:
        if code == "ja":
            return [chr(0x4E00 + number % 3000) for number in range(VOCABULARY)]
        chance, found = random.Random(code), {}  # noqa: S311
        while len(found) < VOCABULARY:
            syllables = range(chance.choice([1, 2, 2, 3, 3]))
            word = "".join(map(chance.choice, [_ONSETS, _NUCLEI, _CODAS] * len(syllables)))
            found.setdefault(word)
        return list(found)

    def _text(self, code: str, length: int) -> str:
        words = self.chance.choices(self.bags[code], k=length)
        return ("" if code == "ja" else " ").join(words).capitalize() + "."

    def _one(self, weights: dict[str, int]) -> str:
        return self.chance.choices(tuple(weights), cum_weights=summed(tuple(weights.values())))[0]

    def _name(self) -> str:
        words = self.chance.choices(self.words["en"], k=2)
        return " ".join(words).title()

    # --- Records -------------------------------------------------------------------------------

    def _public(self, state: str = "published") -> dict[str, Any]:
        if state == "embargoed":
            return {"state": "published", "published_at": self.now.replace(year=2100)}
        if state in ("draft", "in_review"):
            return {"state": state, "published_at": None}
        return {"state": state, "published_at": self.chance.choice(self.times)}

    def _facts(self) -> None:
        from critiques.models import Publication, Theme
        from filmography.models import Credit, Film, Language, Person

        known = set(Language.objects.values_list("code", flat=True))
        new = [{"code": code, "name": code, "folded": code} for code in LANGUAGES]
        write(Language, (row for row in new if row["code"] not in known))
        numbers = range(1, self.films + 1)
        titles = [self._text("en", 1 + number % 4)[:-1] for number in numbers]
        write(Film, (
            {"id": number, "title": title, "slug": f"film-{number}", "year": 1920 + number % 105,
             "folded": title.lower(), "folded_title": title.lower(),
             **self._public("draft" if number % 50 == 49 else "published")}
            for number, title in zip(numbers, titles, strict=True)
        ))  # fmt: skip
        names = [self._name() for _ in range(self.people)]
        write(Person, (
            {"id": number, "name": name, "slug": f"person-{number}", "sort_name": name,
             "folded": name.lower(), "folded_sort_name": name.lower(), **self._public()}
            for number, name in enumerate(names, 1)
        ))  # fmt: skip
        write(Credit, (
            {"id": number, "film_id": number, "person_id": 1 + number % self.people,
             "role": "director"} for number in numbers
        ))  # fmt: skip
        write(Theme, (
            {"id": number, "name": f"{self.words['en'][number + 200]} {number}",
             "slug": f"theme-{number}", "folded": f"theme {number}", **self._public()}
            for number in range(1, THEMES + 1)
        ))  # fmt: skip
        write(Publication, (
            {"id": number, "name": f"{self._name()} Review", "slug": f"publication-{number}",
             "folded": f"publication {number}"} for number in range(1, PUBLICATIONS + 1)
        ))  # fmt: skip

    def _sources(self) -> None:
        from critiques.models import Source, SourceContributor

        self.language_of = [self._one(LANGUAGES) for _ in range(self.sources + 1)]
        write(Source, (
            {"id": number, "title": self._text("en", 5)[:-1], "slug": f"source-{number}",
             "language_id": self.language_of[number], "publication_id": 1 + number % PUBLICATIONS,
             "published_on": str(year := 1950 + number * 7 % 75), "folded": f"source {number}",
             "published_sort": f"{year}-01-01/{year}-12-31",
             **self._public("draft" if number % 100 == 99 else "published")}
            for number in range(1, self.sources + 1)
        ))  # fmt: skip
        write(SourceContributor, (
            {"id": number, "source_id": number, "person_id": 1 + number * 31 % self.people}
            for number in range(1, self.sources + 1)
        ))  # fmt: skip

    def _passages(self, numbers: range) -> None:
        from critiques.models import Annotation, Excerpt, ExcerptSubject, Response, TaggedExcerpt

        chance, count = self.chance, len(numbers)
        rows = [self._passage(number) for number in numbers]
        write(Excerpt, rows)
        films = chance.choices(range(1, self.films + 1), cum_weights=self.film_frequencies, k=count)
        stances = chance.choices(list(STANCES), weights=list(STANCES.values()), k=count)
        write(ExcerptSubject, (
            {"id": number, "excerpt_id": number, "film_id": film, "stance": stance}
            for number, film, stance in zip(numbers, films, stances, strict=True)
        ))  # fmt: skip
        themes = chance.choices(
            range(1, THEMES + 1), cum_weights=self.theme_frequencies, k=2 * count
        )
        write(TaggedExcerpt, (
            {"id": 2 * number - other, "content_object_id": number, "tag_id": theme}
            for other in (0, 1)
            for number, theme in zip(numbers, themes[other::2], strict=True)
            if other == 0 or (number % 2 and theme != themes[2 * (number - numbers[0])])
        ))  # fmt: skip
        write(Annotation, (
            {"id": row["id"], "public_id": row["public_id"], "excerpt_id": row["id"], "start": 0,
             "end": 3, "exact": row["text"][:3], "body": self._text("en", 12), **self._public()}
            for row in rows if row["id"] % 7 == 0
        ))  # fmt: skip
        write(Response, (
            {"id": number, "from_excerpt_id": number, "to_excerpt_id": number - 1,
             "relation": "disputes", "justification": "Of the same scene.", **self._public()}
            for number in numbers if number % 20 == 0
        ))  # fmt: skip

    def _passage(self, number: int) -> dict[str, Any]:
        source = 1 + number % self.sources
        code, kind = self.language_of[source], "paraphrase" if number % 5 == 0 else "quotation"
        state = "" if kind == "paraphrase" else ("verbatim", "unchecked")[number % 2]
        return {
            "id": number,
            "public_id": f"{number * 2_654_435_761 % 2**36:09x}",
            "source_id": source,
            "language_id": code,
            "kind": kind,
            "quotation_state": state,
            "spoiler": number % 30 == 0,
            "text": self._text(code, self.chance.randint(*WORDS)),
            **self._public(self._one(STATES)),
        }


def zipf(size: int) -> list[float]:
    return list(accumulate(1 / rank for rank in range(2, size + 2)))


def bag(words: list[str]) -> list[str]:
    """About a million words, each as often as in a language: to draw from these is quick."""
    share = 1_000_000 / sum(1 / rank for rank in range(2, len(words) + 2))
    return [word for rank, word in enumerate(words, 2) for _ in range(max(1, round(share / rank)))]


@cache
def summed(weights: tuple[int, ...]) -> list[int]:
    return list(accumulate(weights))


def write(model: type[models.Model], rows: Iterable[dict[str, Any]]) -> None:
    """Rows of these columns; the other columns hold what the model has by default."""
    fields = model._meta.concrete_fields
    names = [field.attname for field in fields]
    blank = model()
    defaults = [field.get_db_prep_save(getattr(blank, field.attname), connection)
                for field in fields]  # fmt: skip
    places = {name: at for at, name in enumerate(names)}
    _insert(
        model._meta.db_table, [field.column for field in fields], _filled(rows, defaults, places)
    )


def _filled(
    rows: Iterable[dict[str, Any]], defaults: list, places: dict[str, int]
) -> Iterator[list]:
    for row in rows:
        filled = defaults.copy()
        for name, value in row.items():
            filled[places[name]] = _adapted(value) if name == "published_at" else value
        yield filled


@cache
def _adapted(time: datetime | None) -> Any:
    return connection.ops.adapt_datetimefield_value(time)


def _insert(table: str, columns: Sequence[str], rows: Iterator[list]) -> None:
    named = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" ({named}) FROM STDIN') as copy:
                for row in rows:
                    # No value holds a tab, a line end or a backslash.
                    copy.write("\t".join(["\\N" if v is None else str(v) for v in row]) + "\n")
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f'INSERT INTO "{table}" ({named}) VALUES ({marks})', rows)  # noqa: S608


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--films", type=int, default=1_000)
    parser.add_argument("--excerpts", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    Sample(options.films, options.excerpts, options.seed, shows_progress=True).make()


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main()
