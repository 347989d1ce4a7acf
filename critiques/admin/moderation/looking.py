"""What a moderator looks at before deciding: the passage as the form now describes it."""

from dataclasses import dataclass, replace
from typing import Any

from django.contrib.admin.sites import AdminSite
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

from critiques.admin.findings import Finding, finding_of, place_chosen, words_at
from critiques.admin.moderation import readings
from critiques.admin.moderation.forms import DecisionForm
from critiques.checking import found_elsewhere
from critiques.models import Capture, CaptureRead, Excerpt, Source
from critiques.moderation import likeness, matching
from critiques.quotation import Span
from critiques.quoted_share import Budget, budget_of
from critiques.taking import Passage, unsaved
from filmography.models import Film, Person
from filmography.publishing.edtf import InvalidEdtf, in_words


@dataclass(frozen=True)
class Candidate:
    """Something here already that may be meant; `value` is what its button sends."""

    value: str
    label: str
    is_chosen: bool


class Looking:
    """Everything is limited to what this person may see."""

    def __init__(self, form: DecisionForm, site: AdminSite, request: HttpRequest) -> None:
        self.form = form
        self.site = site
        self.request = request
        if form.is_bound:
            form.is_valid()

    def seen_by_them(self, model: Any) -> QuerySet:
        return self.site.get_model_admin(model).get_queryset(self.request)

    # --- What the form says -----------------------------------------------------------------------

    def value(self, name: str) -> Any:
        """Of a field, as far as it can be read."""
        if self.form.is_bound:
            return self.form.cleaned_data.get(name)
        return self.form.get_initial_for_field(self.form.fields[name], name)

    @cached_property
    def source(self) -> Source | None:
        chosen = self.value("source")
        if chosen is None or isinstance(chosen, Source):
            return chosen
        return self.seen_by_them(Source).filter(pk=chosen).first()

    @cached_property
    def films(self) -> list[Film]:
        chosen = self.value("films") or []
        if self.form.is_bound:
            return list(chosen)
        return list(self.seen_by_them(Film).filter(pk__in=chosen))

    @cached_property
    def reading(self) -> Capture | None:
        """The text that was given with the form."""
        extracted = self.form.extracted
        return readings.unkept(extracted) if extracted else None

    @cached_property
    def excerpt(self) -> Excerpt:
        span = self.form.span if self.form.is_bound else None
        kept = Capture.objects.current_of(self.source.pk) if self.source else None
        source = self.source or Source(language=self.form.sent.language)
        passage = Passage(
            text=self.value("text") or "",
            kind=self.value("kind") or Excerpt.Kind.QUOTATION,
            capture=self.reading or kept,
            span=span,
        )
        return unsaved(source, passage)

    @property
    def attribution(self) -> str:
        """Who, in what, where and when, as it would stand under the passage."""
        if self.source:
            named = ", ".join(str(each) for each in self.source.named_contributors)
            parts = [named, str(self.source), str(self.source.publication or "")]
            date = self.source.published_on
        else:
            names = ("source_author", "source_title", "source_publication")
            parts = [self.value(name) or "" for name in names]
            date = self.value("source_date") or ""
        voice = self.value("voice_name") or ""
        spoken = [f"{voice}, in {parts[0]}" if parts[0] else voice] if voice else [parts[0]]
        return ", ".join(part for part in [*spoken, *parts[1:], _date_in_words(date)] if part)

    @property
    def about(self) -> str:
        people = self.value("people") or []
        named = [str(record) for record in [*self.films, *(people if self.form.is_bound else [])]]
        named += [self.value(name) or "" for name in ("new_film", "new_person")]
        return ", ".join(name for name in named if name)

    def words_at(self, value: str) -> str:
        """The source's words at a place that a button names; nothing if there is no such place."""
        if self.reading:
            chosen = place_chosen(value)
            return self.reading.text[slice(*chosen[1])] if chosen and not chosen[0] else ""
        found = words_at(value, self.source.pk) if self.source else None
        return found[0].text[slice(*found[1])] if found else ""

    # --- What is found ----------------------------------------------------------------------------

    def finding(self) -> Finding | None:
        found = finding_of(self.excerpt, instead=self.reading)
        if found is None:
            return None
        if found.capture and found.capture.pk:
            found.capture.read(by=self.request.user, why=CaptureRead.Why.CHECKING)
        elsewhere = found.elsewhere
        if elsewhere is None and self.source is None and not self.reading:
            capture = found_elsewhere(self.excerpt.text, None)
            elsewhere = capture and capture.source
        overlapping = [each.pk for each in found.overlapping]
        return replace(
            found,
            elsewhere=elsewhere and self.seen_by_them(Source).filter(pk=elsewhere.pk).first(),
            overlapping=list(self.seen_by_them(Excerpt).filter(pk__in=overlapping)),
        )

    @cached_property
    def budget_before(self) -> Budget | None:
        return budget_of(self.source, Excerpt.objects) if self.source else None

    @cached_property
    def alike(self) -> list[likeness.Alike]:
        """Passages of the same source or about the same film that quote or say the same."""
        near = Q(source=self.source) if self.source else Q()
        if self.films:
            near |= Q(subjects__film__in=self.films)
        span: Span | None = None
        capture = None
        if self.source and (anchor := self.excerpt.verdict()) and anchor.check.is_proved:
            capture, span = anchor.capture, anchor.check.span
        return likeness.alike_excerpts(
            self.excerpt.text,
            self.seen_by_them(Excerpt).select_related("source"),
            capture=capture,
            span=span,
            near=near or None,
        )

    @cached_property
    def alike_contributions(self) -> list[likeness.Alike]:
        return likeness.alike_contributions(self.form.contribution)

    # --- What may be meant ------------------------------------------------------------------------

    @cached_property
    def source_candidates(self) -> list[Candidate]:
        found = matching.matching_sources(self.form.sent, self.seen_by_them(Source))
        chosen = {self.source.pk} if self.source else set()
        return [self._candidate("source", source, chosen) for source in found]

    @cached_property
    def film_candidates(self) -> list[Candidate]:
        found = matching.matching_films(self.form.sent.about, self.seen_by_them(Film))
        chosen = {film.pk for film in self.films}
        return [self._candidate("films", film, chosen) for film in found]

    @cached_property
    def author(self) -> Person | None:
        """The record of the new source's author, which would be linked."""
        return matching.matching_person(
            self.value("source_author") or "", self.seen_by_them(Person)
        )

    @cached_property
    def publication_is_here(self) -> bool:
        """Whether a publication of this name is here, that readers can see too."""
        named = self.value("source_publication") or ""
        return matching.is_publication_here(named, self.seen_by_them(Source))

    def _candidate(self, name: str, record: Any, chosen: set[int]) -> Candidate:
        label = self.site.get_model_admin(type(record)).choice_label(self.request)(record)
        return Candidate(f"{name}-{record.pk}", label, record.pk in chosen)


def _date_in_words(date: str) -> str:
    try:
        return in_words(date) if date else ""
    except InvalidEdtf:
        return date
