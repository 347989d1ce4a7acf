"""Texts in two states, with what became of every letter of the earlier one (`revisions.txt`)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_EDIT = re.compile(
    r"\[-(?:(?P<from>\d+)\|)?(?P<gone>.*?)-\]|\{\+(?:(?P<to>\d+)\|)?(?P<come>.*?)\+\}", re.DOTALL
)


@dataclass
class Revision:
    """`places`: where each character of the old text stands in the new one, None if nowhere.
    `instead`: what came in the place of what went, as spans of both texts."""

    title: str
    old: str = ""
    new: str = ""
    places: list[int | None] = field(default_factory=list)
    instead: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)

    def keep(self, text: str) -> None:
        self.places += range(len(self.new), len(self.new) + len(text))
        self.old += text
        self.new += text

    def edit(self, gone: str, come: str) -> tuple[int, int]:
        """Where both begin."""
        at = len(self.old), len(self.new)
        self.places += [None] * len(gone)
        self.old += gone
        self.new += come
        return at


def revisions() -> Iterator[Revision]:
    text = (Path(__file__).parent / "revisions.txt").read_text(encoding="utf-8")
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        title, _, marked = section.partition("\n")
        yield _read(title, marked.strip())


def _read(title: str, marked: str) -> Revision:
    found = Revision(title)
    moved_from: dict[str, int] = {}
    moved_to: dict[str, int] = {}
    done, gone = 0, None
    for edit in _EDIT.finditer(marked):
        found.keep(marked[done : edit.start()])
        replaces = gone if edit.start() == done else None
        done, gone = edit.end(), None
        at_old, at_new = found.edit(edit["gone"] or "", edit["come"] or "")
        if edit["from"]:
            moved_from[edit["from"]] = at_old
        elif edit["to"]:
            moved_to[edit["to"]] = at_new
        elif edit["gone"]:
            gone = at_old, len(found.old)
        elif replaces:
            found.instead.append((replaces, (at_new, len(found.new))))
    found.keep(marked[done:])
    for name, at_old in moved_from.items():
        length = len(re.search(rf"\[-{name}\|(.*?)-\]", marked, re.DOTALL)[1])
        found.places[at_old : at_old + length] = range(moved_to[name], moved_to[name] + length)
    return found
