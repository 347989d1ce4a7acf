"""Owns how a contribution becomes an excerpt with all that it needs, in one transaction.

Records that are here already are linked; a film or person that is not becomes a draft stub.
"""

from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

from critiques.capturing import keep, propose
from critiques.extraction import Extracted
from critiques.models import (
    Capture,
    ContributionRound,
    Excerpt,
    ExcerptTranslation,
    Publication,
    Source,
    SourceContributor,
)
from critiques.models.moderation.deciding import Made
from critiques.models.moderation.rounds import A_READER
from critiques.quotation import Span, check, prepare
from critiques.taking import Passage, take, unsaved
from filmography.models import Film, Language, Person
from filmography.publishing.edtf import InvalidEdtf, parse
from filmography.publishing.slugs import Slugged
from filmography.publishing.text import clean_text, fold


@dataclass
class NewSource:
    """A source that is not here yet, as the contributor and the moderator describe it."""

    title: str
    genre: str = Source.Genre.REVIEW
    medium: str = Source.Medium.WEB
    author: str = ""
    publication: str = ""
    published_on: str = ""
    url: str = ""
    language: Any = None


@dataclass
class Acceptance:
    """What a moderator makes of a contribution. `span` is the place that was chosen in the
    current capture of the source."""

    text: str
    kind: str = Excerpt.Kind.QUOTATION
    source: Source | None = None
    new_source: NewSource | None = None
    span: Span | None = None
    # The text of the source, that the moderator has at hand; it becomes its capture.
    captured: Extracted | None = None
    films: list[Film] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    new_film: str = ""
    new_person: str = ""
    stance: str = ""
    themes: list[Any] = field(default_factory=list)
    scenes: list[Any] = field(default_factory=list)
    voice: Person | None = None
    voice_name: str = ""
    locator: tuple[str, str, str] = ("", "", "")
    spoiler: bool = False
    content_notes: str = ""
    publish: bool = True

    def __post_init__(self) -> None:
        # As it will be kept; else the line ends of a form would make other words of the same.
        self.text = clean_text(self.text, multiline=True)

    def is_proved(self) -> bool:
        if self.kind != Excerpt.Kind.QUOTATION:
            return False
        if self.captured is not None:
            return check(self.text, prepare(self.captured.text)).is_proved
        if self.source is None:
            return False
        return unsaved(self.source, self._passage()).verdict().check.is_proved

    def make(self, contribution: Any, by: Any) -> Made:
        """Raises ValidationError or NotReady, with sentences, if something cannot be so."""
        # On a copy: what is rolled back must not be taken for made when it is tried once more.
        return replace(self)._make(contribution, by)

    def _make(self, contribution: Any, by: Any) -> Made:
        made: list[Any] = []
        if self.source is None:
            self.source = self._make_source(made)
        if self.captured is not None:
            keep(propose(self.source, self.captured, by=by))
        stubs = self._make_stubs(made)
        passage = self._passage()
        passage.films = _once([*self.films, *(one for one in stubs if isinstance(one, Film))])
        passage.people = _once([*self.people, *(one for one in stubs if isinstance(one, Person))])
        if not [*passage.films, *passage.people]:
            raise ValidationError("Say which film or person it is about.")
        passage.fields["contributor_credit"] = contribution.contributor.credit
        if self.kind == Excerpt.Kind.PARAPHRASE and contribution.current.language:
            passage.fields["language"] = contribution.current.language
        excerpt = take(self.source, passage)
        self._add_translation(excerpt, contribution, made)
        self._let_it_be_seen(excerpt, made, by)
        return Made(excerpt, made)

    def _passage(self) -> Passage:
        label, start, end = self.locator
        fields = {"spoiler": self.spoiler, "content_notes": self.content_notes}
        if label and start:
            fields |= {"locator_label": label, "locator_from": start, "locator_to": end}
        return Passage(
            text=self.text,
            kind=self.kind,
            capture=Capture.objects.current_of(self.source.pk) if self.span else None,
            span=self.span,
            stance=self.stance,
            themes=_once(self.themes),
            scenes=self.scenes,
            voice=self.voice,
            voice_name=self.voice_name,
            fields=fields,
        )

    def _make_source(self, made: list[Any]) -> Source:
        new = self.new_source
        if new is None or not new.title.strip():
            raise ValidationError("Choose a source, or give the title of a new one.")
        publication = self._publication(new.publication, made)
        source = Source(
            title=new.title,
            genre=new.genre,
            medium=new.medium,
            publication=publication,
            published_on=new.published_on if _is_date(new.published_on) else "",
            url=new.url,
            language=new.language or Language.objects.get(pk=settings.LANGUAGE_CODE),
        )
        _kept(made, source)
        if new.author.strip():
            known = person_named(new.author)
            name = "" if known else new.author
            _kept(made, SourceContributor(source=source, person=known, name_as_credited=name))
        return source

    def _publication(self, name: str, made: list[Any]) -> Publication | None:
        if not name.strip():
            return None
        return publication_named(name) or _kept(made, Publication(name=name))

    def _make_stubs(self, made: list[Any]) -> list[Any]:
        stubs: list[Any] = []
        if self.new_film.strip():
            stubs.append(_film_titled(self.new_film) or _kept(made, Film(title=self.new_film)))
        if self.new_person.strip():
            known = person_named(self.new_person)
            stubs.append(known or _kept(made, Person(name=self.new_person)))
        return stubs

    def _add_translation(self, excerpt: Excerpt, contribution: Any, made: list[Any]) -> None:
        sent = contribution.current
        if sent.kind == ContributionRound.Kind.TRANSLATION and sent.translation:
            translation = ExcerptTranslation(
                excerpt=excerpt,
                language=Language.objects.get(pk=settings.LANGUAGE_CODE),
                text=sent.translation,
                translator=contribution.contributor.credit or A_READER,
            )
            _kept(made, translation)

    def _let_it_be_seen(self, excerpt: Excerpt, made: list[Any], by: Any) -> None:
        """Public, if that was chosen and its source and a film or person that it is about are; else
        it stays in review. A source that was made for it becomes public with it."""
        is_new = self.source in made
        has_subject = any(subject.target.is_public for subject in excerpt.subjects.all())
        if self.publish and has_subject and (is_new or self.source.is_public):
            if is_new:
                self.source.publish(by=by)
            excerpt.publish(by=by, is_decided=True)
        else:
            excerpt.send_to_review(by=by)


def _kept(made: list[Any], record: Any) -> Any:
    record.full_clean(exclude=["slug"] if isinstance(record, Slugged) else None)
    record.save()
    made.append(record)
    return record


def _film_titled(title: str) -> Film | None:
    """A film of this title that is here, perhaps as a draft that this moderator does not see."""
    found = Film.objects.filter(folded_title=fold(title))[:2]
    return found[0] if len(found) == 1 else None


def _once(records: list[Any]) -> list[Any]:
    return list(dict.fromkeys(records))


def _is_date(text: str) -> bool:
    try:
        return bool(parse(text))
    except InvalidEdtf:
        return False


def person_named(name: str) -> Person | None:
    """The one person of this name, if there is just one."""
    wanted = fold(name)
    alike = Person.objects.filter(folded__startswith=wanted) if wanted else []
    found = [person for person in alike if fold(person.name) == wanted]
    return found[0] if len(found) == 1 else None


def publication_named(name: str) -> Publication | None:
    wanted = fold(name)
    alike = Publication.objects.filter(folded__startswith=wanted) if wanted else []
    return next((each for each in alike if fold(each.name) == wanted), None)
