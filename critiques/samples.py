"""Made-up records, never saved, with which the style guide shows every component at its edges."""

from typing import Any

from critiques.models import (
    Annotation,
    Excerpt,
    ExcerptSubject,
    ExcerptVoice,
    Response,
    Source,
    SourceContributor,
    Stance,
    Theme,
)
from critiques.threads import Node
from filmography.models import Award, Credit, Film, Organisation, Person

WORDS = (
    "A passage of middling length, such as most are: it makes one claim about a film, gives the "
    "reason for it, and leaves the reader somewhere to go on from."
)
LONG_TITLE = "The Film Whose Title Goes On for So Long That No Card Was Ever Made to Hold All of It"


def film(title: str, year: int | None, slug: str) -> Film:
    record = Film(title=title, year=year, slug=slug)
    director = Person(name="A Director of Films", slug="a-director")
    record.director_credits = [Credit(film=record, person=director, role=Credit.Role.DIRECTOR)]
    return record


def films() -> list[Film]:
    titles = [("M", 1931), ("七人の侍", 1954), ("A Short Title", 1962), (LONG_TITLE, None)]
    return [film(title, year, f"sample-{number}") for number, (title, year) in enumerate(titles)]


def source(title: str = "A review with a title", **fields: Any) -> Source:
    record = Source(title=title, slug="sample", published_on="2012-05", **fields)
    record.named_contributors = [SourceContributor(name_as_credited="A Critic")]
    record.passage_count = 3
    return record


def excerpt(number: int, text: str = WORDS, **fields: Any) -> Excerpt:
    """A passage about one film, with a stance that goes round with `number`."""
    record = Excerpt(pk=-number, public_id=f"sample0{number}", text=text, source=source(), **fields)
    stance = Stance.values[number % len(Stance.values)]
    record.public_subjects = [ExcerptSubject(film=films()[2], stance=stance)]
    record.named_voices = [ExcerptVoice(name="A Speaker")] if number % 2 else []
    record.public_theme_links = []
    record.public_scenes = []
    record.annotation_count = number
    return record


def excerpts() -> list[Excerpt]:
    kind = Excerpt.Kind
    quotations = [
        excerpt(1, kind=kind.QUOTATION),
        excerpt(3, f"{WORDS}\n\n{WORDS} {WORDS}", kind=kind.QUOTATION),
        excerpt(4, kind=kind.QUOTATION, spoiler=True, content_notes="a warning to readers"),
        excerpt(5, kind=kind.QUOTATION, source_changed=True),
        excerpt(6, kind=kind.QUOTATION, override_reason="our copy is damaged"),
    ]
    states = ["verbatim", "unchecked", "attested", "abridged", "absent"]
    for quotation, state in zip(quotations, states, strict=True):
        quotation.quotation_state = state
    return [excerpt(2, kind=kind.PARAPHRASE), *quotations]


def annotations(text: str) -> list[Annotation]:
    """Notes of all kinds on overlapping spans of `text`."""
    words = text.split()
    spans = [(0, 4), (2, 8), (6, 9), (8, 20), (20, 24)]
    notes = []
    for number, (kind, (first, last)) in enumerate(zip(Annotation.Kind.values, spans, strict=True)):
        exact = " ".join(words[first:last])
        note = Annotation(
            public_id=f"sample{number}", kind=kind, exact=exact, body=f"*{kind}*: {WORDS}"
        )
        note.place(text.index(exact))
        note.number = number + 1
        notes.append(note)
    return notes


def thread() -> Node:
    root, reply, again = excerpt(5), excerpt(6), excerpt(7)
    answer = Response(relation=Response.Relation.DISPUTES, justification="Sees the opposite in it.")
    support = Response(relation=Response.Relation.SUPPORTS, justification="Finds more to say so.")
    return Node(root, children=[Node(reply, answer, [Node(again, support)])])


def themes() -> list[Theme]:
    return [Theme(name=name, slug=name.lower()) for name in ("Agency", "Comedy", "Realism")]


def awards() -> list[Award]:
    giver = Organisation(name="A Festival", slug="a-festival")
    records = []
    for outcome in Award.Outcome.values:
        award = Award(
            organisation=giver,
            ceremony="12th Festival",
            year=1962,
            category="A Prize",
            outcome=outcome,
        )
        award.film, award.public_people = films()[2], []
        records.append(award)
    return records
