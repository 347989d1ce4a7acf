"""A small public site, and hidden records of every kind hung on it wherever the model allows."""

from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from critiques.models import (
    Annotation,
    Capture,
    CaptureRead,
    Excerpt,
    ExcerptAnchor,
    ExcerptTranslation,
    ExcerptVoice,
    FilmList,
    FilmListEntry,
    Publication,
    Reply,
    Response,
    Source,
    SourceContributor,
    SourceRelation,
    TaggedExcerpt,
    Theme,
    ThemeName,
)
from critiques.quotation import Standing
from filmography.models import (
    Award,
    Consent,
    Country,
    Credit,
    Film,
    FilmOrganisation,
    FilmVersion,
    FormerSlug,
    Genre,
    Image,
    Language,
    Organisation,
    OtherName,
    OtherTitle,
    Person,
    Scene,
    TaggedFilm,
)
from filmography.publishing.history import recording
from tests import factories as make
from tests.site.canaries import Canaries

NOW = timezone.now()
DAY = timedelta(days=1)
PUBLIC = {"state": "published", "published_at": NOW - DAY, "withdrawal_notice": ""}
HIDDEN = {
    "draft": {"state": "draft"},
    "in review": {"state": "in_review"},
    "withdrawn": {"state": "withdrawn", "published_at": NOW - DAY},
    "public tomorrow": {"state": "published", "published_at": NOW + DAY},
    "public until yesterday": {
        "state": "published",
        "published_at": NOW - 2 * DAY,
        "published_until": NOW - DAY,
    },
}
GONE = ("withdrawn", "public until yesterday")
TEXT = "The ending holds on her face, and on his."
# What stands around it in the private text of the source: canaries too.
AROUND = ("zqxcapturedbefore", "zqxcapturedafter")
ATTESTED = {"attested_on": NOW.date()}


class PublicSite:
    """What the public may see: one or two of everything."""

    def __init__(self) -> None:
        self.film, self.other_film = (
            make.make_film(f"Shown {n}", year=2012 + n, logline="Seen") for n in (1, 2)
        )
        self.film.tagged_genres.create(tag=Genre.objects.create(name="Drama"))
        self.film.countries.add(Country.objects.get_or_create(code="FR", defaults={"name": "F"})[0])
        self.person, self.critic = make.make_person("Shown Maker"), make.make_person("Shown Critic")
        OtherName.objects.create(person=self.person, name="Shown Alias", use="shown")
        for film in (self.film, self.other_film):
            make.make_credit(film, self.person)
        self.award = make.make_award(self.film, (self.person,), ceremony="Shown ceremony")
        self.organisation = self.award.organisation
        make.make_film_organisation(self.film, self.organisation)
        self.scene = make.make_scene(self.film, "Shown scene")
        self.publication = make.make_publication("Shown paper")
        self.source, self.other_source = (
            make.make_source(
                f"Shown source {n}",
                author=self.critic,
                publication=self.publication,
                published_on=f"202{n}",
            )
            for n in (1, 2)
        )
        self.theme = make.make_theme("Shown theme", definition="Shown definition")
        self.narrower = make.make_theme("Shown narrower theme", broader=self.theme)
        self.excerpt, self.other_excerpt = (self._excerpt(n) for n in (1, 2))
        self.note = make.make_annotation(self.excerpt, "The ending", body="Shown note")
        self.reply = make.make_reply(self.excerpt, name="Shown replier", text="Shown reply")
        self.response = make.make_response(self.excerpt, self.other_excerpt)
        # To each of these something hidden will be attached.
        self.named = SourceContributor.objects.create(
            source=self.other_source, name_as_credited="Shown as credited"
        )
        self.voice = ExcerptVoice.objects.create(excerpt=self.excerpt, name="Shown voice")
        self.translation = ExcerptTranslation.objects.create(
            excerpt=self.excerpt,
            language=make.make_language("fr", "French"),
            text="Montré.",
            translator="Shown translator",
        )
        make.make_capture(self.source, f"{AROUND[0]} {TEXT} {AROUND[1]}")
        self.list = make.make_list("Shown list", films=(self.film,), source=self.source)

    def _excerpt(self, position: int) -> Excerpt:
        excerpt = make.make_excerpt(
            TEXT,
            source=self.source,
            about=self.film,
            themes=(self.theme, self.narrower),
            stance="mixed",
            position=position,
        )
        make.make_subject(excerpt, self.other_film, role="compared")
        make.make_subject(excerpt, self.person)
        excerpt.scenes.add(self.scene)
        ExcerptVoice.objects.create(excerpt=excerpt, person=self.person)
        return excerpt


class HiddenRecords:
    """Everything that is hidden for one reason, hung on the public site and on one another."""

    def __init__(self, canaries: Canaries, site: PublicSite, why: str) -> None:
        self.canaries, self.site, self.why = canaries, site, why
        self.state = HIDDEN[why]
        self.language = self.plant(Language)
        self.country = self.plant(Country, code=f"Z{list(HIDDEN).index(why)}")
        with recording():
            self.facts()
            self.sources()
            self.themes()
            self.passages()
            self.lists_and_debates()

    def plant(self, model: type, **fixed: Any) -> Any:
        return self.canaries.record(model, self.why, **fixed)

    def hide(self, model: type, **fixed: Any) -> Any:
        """In the hidden state. The notice of what is gone is there to be read at its address."""
        if self.why in ("withdrawn", "public until yesterday") and model not in (
            Annotation,
            Response,
        ):
            fixed["withdrawal_notice"] = "Taken back."
        return self.plant(model, **self.state, **fixed)

    def facts(self) -> None:
        site = self.site
        film = self.film = self.hide(Film, year=2013)
        person = self.person = self.hide(Person)
        film.countries.add(self.country)
        film.languages.add(self.language)
        self.plant(OtherTitle, film=film, language=self.language)
        version = self.plant(FilmVersion, film=film)
        self.scene = self.plant(Scene, film=film, version=version)
        self.plant(Image, film=film, kind="still", width=1, height=1)
        kind = ContentType.objects.get_for_model(film)
        self.plant(Consent, content_type=kind, object_id=film.pk, verdict="sent_back")
        self.plant(FormerSlug, kind="filmography.film", object_id=film.pk)
        TaggedFilm.objects.create(content_object=film, tag=self.plant(Genre))
        TaggedFilm.objects.create(content_object=film, tag=site.film.tagged_genres.get().tag)
        for use in ("shown", "search", "suppressed"):
            self.plant(OtherName, person=person, use=use)
        for use in ("search", "suppressed"):
            self.plant(OtherName, person=site.person, use=use)
        for role in ("director", "cast"):
            self.plant(Credit, film=film, person=site.person, role=role)
            self.plant(Credit, film=site.film, person=person, role=role)
        organisation = self.organisation = self.plant(Organisation)
        for body in (organisation, site.organisation):
            self.plant(FilmOrganisation, film=film, organisation=body, role="production")
            self.plant(Award, organisation=body, film=film, year=2014).people.add(site.person)
            self.plant(Award, organisation=body, film=None, year=2014).people.add(person)
        site.award.people.add(person)
        self.hide(Person, pseudonym_of=site.person)
        self.plant(Person, **self.state | {"withdrawal_notice": ""}, pseudonym_of=person)

    def sources(self) -> None:
        site = self.site
        source = self.source = self.hide(
            Source,
            rights="public_domain",
            publication=self.plant(Publication),
            published_on="1999",
        )
        self.hide(Source, rights="public_domain", publication=site.publication)
        self.plant(SourceContributor, source=source, person=site.critic, organisation=None)
        SourceContributor.objects.create(source=site.other_source, person=self.person)
        SourceRelation.objects.create(source=site.source, original=source, kind="reprint")
        SourceRelation.objects.create(source=source, original=site.source, kind="translation")

    def themes(self) -> None:
        theme = self.theme = self.hide(Theme, broader=self.site.theme)
        self.plant(ThemeName, theme=theme)
        for excerpt in (self.site.excerpt, self.site.other_excerpt):
            TaggedExcerpt.objects.create(content_object=excerpt, tag=theme)

    def passages(self) -> None:
        site, page = self.site, {"locator_label": "page", **ATTESTED}
        excerpt = self.excerpt = self.hide(Excerpt, source=site.source, **page)
        of_hidden_source = self.plant(Excerpt, source=self.source, **PUBLIC, **page)
        about_hidden = self.plant(Excerpt, source=site.source, **PUBLIC, **page)
        about_nothing = self.plant(Excerpt, source=site.source, **PUBLIC, **page)
        unproved = self.unproved = self.plant(
            Excerpt, source=site.source, **PUBLIC, **page, override_reason=""
        )
        make.make_subject(unproved, site.film)
        self._captures(unproved)
        self.out_of_sight = [excerpt, of_hidden_source, about_hidden, about_nothing]
        for passage in (excerpt, of_hidden_source):
            for target in (site.film, site.person):
                make.make_subject(passage, target, stance="favourable")
            self._parts_of(passage)
        for target in (self.film, self.person):
            make.make_subject(about_hidden, target)
            make.make_subject(site.excerpt, target, stance="unfavourable")
        self._parts_of(about_hidden)
        self.hide(Annotation, excerpt=site.excerpt, start=0, end=10, exact=TEXT[:10])
        self.hide(Reply, excerpt=site.excerpt)
        site.excerpt.scenes.add(self.scene)
        ExcerptVoice.objects.create(excerpt=site.excerpt, person=self.person, name="")
        ExcerptVoice.objects.create(excerpt=site.other_excerpt, person=self.person, name="")

    def _captures(self, excerpt: Excerpt) -> None:
        """Private texts of a public source and what lies in them."""
        capture = self.plant(Capture, source=self.site.other_source, origin="ocr")
        self.plant(CaptureRead, capture=capture, why="reading")
        place = {"start": 0, "end": 9}
        where = Standing(1, 1, 1, True, True, 0, ((0, 1),))
        self.plant(
            ExcerptAnchor,
            excerpt=excerpt,
            capture=capture,
            **place,
            **ExcerptAnchor.fields_of(where),
        )

    def _parts_of(self, passage: Excerpt) -> None:
        passage.scenes.add(self.site.scene)
        self.plant(ExcerptVoice, excerpt=passage, person=self.site.person)
        self.plant(ExcerptTranslation, excerpt=passage, language=self.language)
        for theme in (self.theme, self.site.theme):
            TaggedExcerpt.objects.create(content_object=passage, tag=theme)
        word = passage.text.split()[0]
        self.plant(Annotation, excerpt=passage, start=0, end=len(word), exact=word, **PUBLIC)
        self.plant(Reply, excerpt=passage, **PUBLIC)

    def lists_and_debates(self) -> None:
        site = self.site
        hidden_list = self.hide(FilmList)
        of_hidden_source = self.plant(FilmList, source=self.source, **PUBLIC)
        for film_list in (hidden_list, of_hidden_source):
            self.plant(FilmListEntry, film_list=film_list, film=site.film)
        self.plant(FilmListEntry, film_list=site.list, film=self.film)
        ends = {"from_excerpt": site.other_excerpt, "to_excerpt": site.excerpt}
        self.hide(Response, relation=self._relation(), **ends)
        for passage in self.out_of_sight:
            answers = {"from_excerpt": passage, "to_excerpt": site.excerpt}
            answered = {"from_excerpt": site.excerpt, "to_excerpt": passage}
            for ends in (answers, answered):
                self.plant(Response, relation="extends", **ends, **PUBLIC)

    def _relation(self) -> str:
        """One relation for each state: two excerpts are so related only once."""
        return Response.Relation.values[list(HIDDEN).index(self.why)]


def hang_on_attributes(site: PublicSite, hidden: HiddenRecords) -> None:
    """What a public record can point to only once; `update` leaves its date as it is."""
    Theme.objects.filter(pk=site.theme.pk).update(broader=hidden.theme.pk)
    Excerpt.objects.filter(pk=site.excerpt.pk).update(quoted_from_source=hidden.source)
    Person.objects.filter(pk=site.person.pk).update(
        pseudonym_of=hidden.person, pseudonym_source="https://shown.example/"
    )
    for record, field, target in (
        (site.named, "person", hidden.person),
        (site.voice, "person", hidden.person),
        (site.translation, "source", hidden.source),
    ):
        type(record)._base_manager.filter(pk=record.pk).update(**{field: target})
