"""What people do to words they quote: what is typography, what is marked, what falsifies.

Each takes the words and a source of chance, and returns the distorted words, or None where it
has nothing to do.
"""

import re
import unicodedata
from collections.abc import Callable
from random import Random

Distortion = Callable[[str, Random], str | None]

QUOTES = "'\u2018\u2019\"\u201c\u201d`\u00b4\u2032\u02bc"
# Words of an innocent look that turn a sentence round or change a fact.
STRANGERS = ("never", "not", "elephant", "seldom", "17", "hardly", "red", "and")


def _one(pattern: str, change: Callable[[re.Match[str]], str]) -> Distortion:
    """Changes one match of the pattern, any of them."""

    def distort(words: str, chance: Random) -> str | None:
        found = list(re.finditer(pattern, words))
        if not found:
            return None
        match = chance.choice(found)
        return words[: match.start()] + change(match) + words[match.end() :]

    return distort


def _all(pattern: str, change: str | Callable[[re.Match[str]], str]) -> Distortion:
    def distort(words: str, chance: Random) -> str | None:
        return re.sub(pattern, change, words) if re.search(pattern, words) else None

    return distort


def _within_word(character: str) -> Distortion:
    return _one(r"(?<=[^\W\d_])(?=[^\W\d_])", lambda _: character)


def _other_quotes(words: str, chance: Random) -> str | None:
    changed = "".join(chance.choice(QUOTES) if c in QUOTES else c for c in words)
    return changed if changed != words else None


def _first_letter(words: str, chance: Random) -> str | None:
    return words[0].swapcase() + words[1:] if words[0].isascii() and words[0].isalpha() else None


def _closing_mark(words: str, chance: Random) -> str | None:
    return words + chance.choice(".,") if words[-1].isalnum() else None


def _decomposed(words: str, chance: Random) -> str | None:
    changed = unicodedata.normalize("NFD", words)
    return changed if changed != words else None


VERBATIM: dict[str, Distortion] = {
    "as it stands": lambda words, chance: words,
    "white space around": lambda words, chance: f"\n {words} \t",
    "pair of marks around": lambda words, chance: f"\u201c{words}\u201d",
    "decomposed accents": _decomposed,
}

TYPOGRAPHIC: dict[str, Distortion] = {
    "other quotation marks": _other_quotes,
    "other dash, spaced": _all(r"\s*[\u2013\u2014]\s*", " -- "),
    "other dash, closed up": _all(r"\s*[\u2013\u2014]\s*", "\u2015"),
    "white space doubled": _all(r" ", "  "),
    "line broken": _one(r" ", lambda _: "\n"),
    "no-break space": _one(r" ", lambda _: "\u00a0"),
    "soft hyphen": _within_word("\u00ad"),
    "zero-width space": _within_word("\u200b"),
    "bidirectional marks around": lambda words, chance: f"\u202a{words}\u202c",
    "first letter's case": _first_letter,
    "closing mark": _closing_mark,
    "ligature": _one(r"fi|fl|ff", lambda found: {"fi": "ﬁ", "fl": "ﬂ", "ff": "ﬀ"}[found[0]]),
    "hyphen of another kind": _all(r"(?<=\w)-(?=\w)", "\u2011"),
}


def _middle(words: str, chance: Random, least: int) -> tuple[list[str], int, int] | None:
    """Words in a list, and a cut that leaves at least so many on both sides."""
    parts = words.split()
    if len(parts) < 2 * least + 1:
        return None
    start = chance.randint(least, len(parts) - least - 1)
    return parts, start, chance.randint(start + 1, len(parts) - least)


def _omission(words: str, chance: Random) -> str | None:
    if not (cut := _middle(words, chance, 4)):
        return None
    parts, start, end = cut
    if min(len(re.findall(r"\w+", " ".join(side))) for side in (parts[:start], parts[end:])) < 4:
        return None
    mark = chance.choice(["[…]", "…", "[...]", ". . .", "(…)"])
    return " ".join([*parts[:start], mark, *parts[end:]])


def _bracket(words: str, chance: Random) -> str | None:
    parts = words.split()
    plain = [n for n, part in enumerate(parts) if n and part.isalpha()]
    if len(parts) < 9 or not plain:
        return None
    parts[chance.choice(plain)] = "[thing]"
    return " ".join(parts)


def _bracketed_letter(words: str, chance: Random) -> str | None:
    is_word = len(words) > 1 and words[0].isalpha() and words[1].islower()
    return f"[{words[0].swapcase()}]{words[1:]}" if is_word and words.count(" ") > 3 else None


ABRIDGED: dict[str, Distortion] = {
    "omission": _omission,
    "omission at the end": lambda words, chance: f"{words} […]" if words.count(" ") > 3 else None,
    "bracketed word": _bracket,
    "bracketed letter": _bracketed_letter,
}


def _dropped(words: str, chance: Random) -> str | None:
    parts = words.split()
    if len(parts) < 3:
        return None
    del parts[chance.randrange(1, len(parts) - 1)]
    return " ".join(parts)


def _changed(words: str, chance: Random) -> str | None:
    parts = words.split()
    parts[chance.randrange(len(parts))] = chance.choice(STRANGERS)
    return " ".join(parts)


def _added(words: str, chance: Random) -> str | None:
    parts = words.split()
    if len(parts) < 2:
        return None
    parts.insert(chance.randrange(1, len(parts)), chance.choice(STRANGERS))
    return " ".join(parts)


def _swapped(words: str, chance: Random) -> str | None:
    parts = words.split()
    if len(parts) < 2:
        return None
    at = chance.randrange(len(parts) - 1)
    parts[at], parts[at + 1] = parts[at + 1], parts[at]
    return " ".join(parts)


def _turned_round(words: str, chance: Random) -> str | None:
    if not (cut := _middle(words, chance, 4)):
        return None
    parts, start, end = cut
    return " ".join([*parts[end:], "[…]", *parts[:start]])


def _fragments(words: str, chance: Random) -> str | None:
    parts = [part for part in words.split() if part.isalpha()]
    return " […] ".join(parts) if len(parts) > 1 else None


FALSIFIED: dict[str, Distortion] = {
    "word dropped": _dropped,
    "word changed": _changed,
    "word added": _added,
    "words swapped": _swapped,
    # Only where nothing in the token could show a lost space.
    "word split": _one(r"(?<![^\s])[a-z]{2,}(?=[a-z]{2,}[,.;]?(?!\S))", lambda m: m[0] + " "),
    "words joined": _one(r"(?<=\w) (?=\w)", lambda _: ""),
    "letter changed": _one(r"(?<=\w)[a-y](?=\w)", lambda m: chr(ord(m[0]) + 1)),
    "number changed": _one(r"\d", lambda m: str((int(m[0]) + 1) % 10)),
    "inner capital": _one(r"(?<= )[a-z]", lambda m: m[0].upper()),
    "comma dropped": _one(r",(?= )", lambda _: ""),
    "apostrophe dropped": _one(r"(?<=\w)[\u2019'](?=\w)", lambda _: ""),
    "hyphen for a dash": _one(r"[\u2013\u2014]", lambda _: "-"),
    "hyphen dropped": _one(r"(?<=\w)-(?=\w)", lambda _: ""),
    "question mark added": lambda words, chance: words + "?" if words[-1].isalnum() else None,
    "cut inside a word": lambda words, chance: words[2:] if words[:4].isalpha() else None,
    "parts in another order": _turned_round,
    "fragments of one word": _fragments,
}


# What captures do to the source itself, and what a true quotation is then found to be.
CAPTURED: dict[str, tuple[Distortion, str]] = {
    "space lost before a capital": (_one(r"(?<=[a-z]) (?=[A-Z])", lambda _: ""), "typographic"),
    "space lost after a mark": (_one(r"(?<=[a-z][,.;]) (?=[a-z])", lambda _: ""), "typographic"),
    "space lost, nothing shows it": (
        _one(r"(?<!\S)[a-z]{2,} (?=[a-z]{2,}(?!\S))", lambda found: found[0].strip()),
        "ambiguous",
    ),
    "hyphen at a line's end": (_one(r"(?<=[a-z]{3})(?=[a-z]{3})", lambda _: "-\n"), "typographic"),
    "soft hyphen at a line's end": (
        _one(r"(?<=[a-z]{3})(?=[a-z]{3})", lambda _: "\u00ad\n"),
        "typographic",
    ),
    "line ends everywhere": (_all(r" ", "\n"), "typographic"),
    "unseen characters": (_one(r"(?<=\w)(?=\w)", lambda _: "\u200b\ufeff"), "typographic"),
}


def stands(quotation: str, source: str) -> bool:
    """Whether it stands in the source as whole words, or its parts beside omissions do, of three
    words or more and in their order, whatever the case of a part's first letter."""
    first, *rest = re.split(r"(\[\u2026\]|\u2026)", quotation)
    readings = [[first]]
    for mark, part in zip(rest[::2], rest[1::2], strict=True):
        may_be_own = readings if mark in source else []
        as_own = [[*parts[:-1], parts[-1] + mark + part] for parts in may_be_own]
        readings = [*as_own, *([*parts, part] for parts in readings)]
    return any(_stand(parts, source) for parts in readings)


def _stand(parts: list[str], source: str) -> bool:
    text, at = _on_one_line(source), 0
    for part in map(_on_one_line, filter(None, parts)):
        if len(re.findall(r"\w[\w\u2019-]*", part)) < 3:
            return False
        first = f"[{re.escape(part[0].lower() + part[0].upper())}]"
        begin = r"(?<!\w)" if part[0].isalnum() else ""
        end = r"(?!\w)" if part[-1].isalnum() else ""
        found = re.compile(rf"{begin}{first}{re.escape(part[1:])}{end}").search(text, at)
        if found is None:
            return False
        at = found.end()
    return True


def _on_one_line(text: str) -> str:
    return re.sub(r"\s*\u2014\s*", "\u2014", " ".join(text.split()))
