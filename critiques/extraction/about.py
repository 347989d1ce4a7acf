"""Owns what a page or a book says about itself: title, author and date, as suggestions only."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from lxml import etree

from critiques.extraction.visible import visible_text

LONGEST = 300

_TITLES = ("citation_title", "og:title", "dc.title", "twitter:title")
_AUTHORS = ("citation_author", "author", "article:author", "dc.creator", "parsely-author")
_DATES = (
    "citation_publication_date",
    "article:published_time",
    "datepublished",
    "dc.date",
    "date",
    "parsely-pub-date",
)
_DATE = re.compile(r"\s*(\d{4})(?:[-/](\d{2})(?:[-/](\d{2}))?)?(?![\d-])")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


def about(root: etree._Element) -> dict[str, str]:
    """`title`, `author` and `date` of a page, each empty where the page does not tell it."""
    named = _named(root)
    linked = list(_linked_data(root))
    return {
        "title": tidy(_first(named, _TITLES) or _headline(linked) or _element_text(root, "title")),
        "author": tidy(_authors(named) or _linked_authors(linked)),
        "date": day(_first(named, _DATES) or _published(linked) or _time(root)),
    }


def tidy(text: object) -> str:
    """One line of at most LONGEST characters."""
    if not isinstance(text, str):
        return ""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())[:LONGEST].strip()


def day(text: object) -> str:
    """A year, month or day in the calendar's own way (EDTF), or nothing."""
    found = _DATE.match(text) if isinstance(text, str) else None
    if not found:
        return ""
    year, month, day_of_month = found.groups()
    try:
        date(int(year), int(month or 1), int(day_of_month or 1))
    except ValueError:
        return ""
    return "-".join(filter(None, (year, month, day_of_month)))


def _named(root: etree._Element) -> dict[str, list[str]]:
    """What the page's meta elements say, by their names."""
    named: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name = element.get("name") or element.get("property") or element.get("itemprop")
        if name and (content := element.get("content", "").strip()):
            named.setdefault(name.lower(), []).append(content)
    return named


def _first(named: dict[str, list[str]], names: tuple[str, ...]) -> str:
    return next((named[name][0] for name in names if name in named), "")


def _authors(named: dict[str, list[str]]) -> str:
    for name in _AUTHORS:
        # Some sites give the address of a profile here.
        if people := [each for each in named.get(name, []) if "://" not in each]:
            return ", ".join(dict.fromkeys(people))
    return ""


def _linked_data(root: etree._Element) -> Iterator[dict[str, Any]]:
    """The records of JSON-LD that describe something with a headline."""
    for element in root.iter("script"):
        if element.get("type") != "application/ld+json":
            continue
        try:
            found = json.loads(element.text or "")
        except (ValueError, RecursionError):
            continue
        for record in _records(found):
            if isinstance(record.get("headline"), str):
                yield record


def _records(found: Any) -> Iterator[dict[str, Any]]:
    for each in found if isinstance(found, list) else [found]:
        if isinstance(each, dict):
            yield each
            graph = each.get("@graph")
            if isinstance(graph, list):
                yield from (part for part in graph if isinstance(part, dict))


def _headline(linked: list[dict[str, Any]]) -> str:
    return next((record["headline"] for record in linked), "")


def _published(linked: list[dict[str, Any]]) -> object:
    return next((record["datePublished"] for record in linked if "datePublished" in record), "")


def _linked_authors(linked: list[dict[str, Any]]) -> str:
    for record in linked:
        people = record.get("author")
        names = [
            each.get("name") if isinstance(each, dict) else each
            for each in (people if isinstance(people, list) else [people])
        ]
        if known := [name for name in names if isinstance(name, str) and "://" not in name]:
            return ", ".join(dict.fromkeys(known))
    return ""


def _time(root: etree._Element) -> str:
    return next((element.get("datetime", "") for element in root.iter("time")), "")


def _element_text(root: etree._Element, tag: str) -> str:
    element = next(root.iter(tag), None)
    return "" if element is None else visible_text(element)[0]
