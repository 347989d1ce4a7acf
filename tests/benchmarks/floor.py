"""The least that search could cost: a count to a bound, the newest matches scored by their own
words, marked snippets; no visibility, filters, facets or names. The cost depends on CANDIDATES, not
on the number of matches. It has an index of its own over the bare texts of the same passages.
"""

import math
import re
from collections.abc import Iterator

from django.db import connection

CAP, CANDIDATES, SHOWN = 1_001, 400, 20
MEAN_LENGTH = 45.0


class Floor:
    def __init__(self) -> None:
        self.is_sqlite = connection.vendor == "sqlite"
        with connection.cursor() as self.cursor:
            if not self.is_sqlite:
                self.cursor.execute("SET statement_timeout = 0")
            for statement in self._statements():
                self.cursor.execute(statement)
            self.cursor.execute("SELECT count(*) FROM critiques_excerpt")
            self.all = self.cursor.fetchone()[0]

    def _statements(self) -> Iterator[str]:
        if self.is_sqlite:
            yield "CREATE VIRTUAL TABLE temp.floor USING fts5(text, content='critiques_excerpt', \
                   content_rowid='id', tokenize='unicode61 remove_diacritics 2')"
            yield "INSERT INTO floor(rowid, text) SELECT id, text FROM critiques_excerpt"
            yield "INSERT INTO floor(floor) VALUES('optimize')"
            yield "CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab('temp', 'floor', 'row')"
            yield "CREATE TEMP TABLE df(term TEXT PRIMARY KEY, doc INT) WITHOUT ROWID"
            yield "INSERT INTO df SELECT term, doc FROM vocabulary"
        else:
            yield "CREATE TEMP TABLE floor AS SELECT id, text, \
                   to_tsvector('simple', text) AS words FROM critiques_excerpt"
            yield "CREATE INDEX ON floor USING gin (words) WITH (fastupdate = off)"
            yield "CREATE TEMP TABLE df AS SELECT word AS term, ndoc AS doc \
                   FROM ts_stat('SELECT words FROM floor')"
            yield "CREATE INDEX ON df (term)"
            yield "ANALYZE floor"

    def search(self, words: list[str], *, is_phrase: bool, is_prefix: bool) -> list[str]:
        rows = self._candidates(self._match(words, is_phrase, is_prefix))
        weights = self._weights(words)
        scored = []
        for pk, text in rows:
            tokens = text.lower().replace(".", "").split(" ")
            norm, score = 1.2 * (0.25 + 0.75 * len(tokens) / MEAN_LENGTH), 0.0
            for word, weight in weights:
                found = sum(t.startswith(word) for t in tokens) if is_prefix else tokens.count(word)
                score += weight * found * 2.2 / (found + norm)
            scored.append((score, pk, text))
        scored.sort(key=lambda row: (-row[0], -row[1]))
        return [self._snippet(text, words) for _, _, text in scored[:SHOWN]]

    def _match(self, words: list[str], is_phrase: bool, is_prefix: bool) -> str:
        if self.is_sqlite:
            if is_phrase:
                return f'"{" ".join(words)}"'
            return f'"{words[0]}"*' if is_prefix else " ".join(f'"{word}"' for word in words)
        quoted = [f"'{word}'" + ":*" * is_prefix for word in words]
        return (" <-> " if is_phrase else " & ").join(quoted)

    def _candidates(self, match: str) -> list[tuple[int, str]]:
        with connection.cursor() as cursor:
            if self.is_sqlite:
                cursor.execute("SELECT count(*) FROM (SELECT 1 FROM floor WHERE floor MATCH %s "
                               "LIMIT %s)", [match, CAP])  # fmt: skip
                cursor.fetchone()
                cursor.execute("SELECT e.id, e.text FROM floor JOIN critiques_excerpt e "
                               "ON e.id = floor.rowid WHERE floor MATCH %s "
                               "ORDER BY floor.rowid DESC LIMIT %s",
                               [match, CANDIDATES])  # fmt: skip
            else:
                cursor.execute("SELECT count(*) FROM (SELECT 1 FROM floor "
                               "WHERE words @@ %s::tsquery LIMIT %s) found",
                               [match, CAP])  # fmt: skip
                cursor.fetchone()
                cursor.execute("SELECT id, text FROM floor WHERE words @@ %s::tsquery "
                               "LIMIT %s", [match, CANDIDATES])  # fmt: skip
            return cursor.fetchall()

    def _weights(self, words: list[str]) -> list[tuple[str, float]]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT term, doc FROM df WHERE term IN (%s, %s)", [words[0], words[-1]])
            found = dict(cursor.fetchall())
        return [
            (word, max(0.01, math.log((self.all - n + 0.5) / (n + 0.5))))
            for word in words
            if (n := found.get(word, 1)) >= 0
        ]

    def _snippet(self, text: str, words: list[str]) -> str:
        start = max(0, text.find(words[0]) - 80)
        pattern = "|".join(map(re.escape, words))
        return re.sub(pattern, lambda found: f"<mark>{found[0]}</mark>", text[start : start + 180])
