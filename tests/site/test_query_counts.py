"""No page asks the database more often because there is more in it."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from critiques.models import (
    ExcerptTranslation,
    ExcerptVoice,
    FilmListEntry,
    SourceContributor,
    SourceRelation,
    Theme,
    ThemeName,
)
from critiques.search import finding
from filmography.models import Country, Credit, FilmVersion, Genre, OtherName, OtherTitle
from filmography.publishing.history import recording
from filmography.publishing.statistics import gather_statistics
from tests import factories as make
from tests.admin.conftest import client_of
from tests.admin.desk import url
from tests.admin.test_query_counts import fill_excerpt, fill_film
from tests.site import addresses
from tests.site.visitor import Visitor

pytestmark = pytest.mark.django_db

FEW, MANY = 8, 24
# A set of passages with all that their cards show takes ten; these pages show two or three sets.
MOST_QUERIES = {
    "critiques:home": 41,
    "critiques:excerpt-detail": 27,
    "critiques:source-detail": 37,
    "critiques:theme-detail": 31,
    "passages of a critic, in a year": 31,
    # Of critics, the passages are counted by source first: fewer rows for one query more.
    "passages of a stance": 26,
    # All from the index: no more for more kinds of records.
    "a search of everything": 13,
    "a search of passages": 14,
    "a search by date": 7,
    "filmography:film-detail": 43,
    "filmography:person-detail": 37,
}
# Two thirds are the public page that is shown in it.
MOST_OF_A_REVIEW = 75
ROLES = [Credit.Role.DIRECTOR, Credit.Role.WRITER, Credit.Role.CAST, Credit.Role.EDITOR]


class GrowingSite:
    """One record of each kind, on which each step hangs one more row of everything."""

    def __init__(self) -> None:
        self.film, self.person = make.make_film(slug="main"), make.make_person(slug="main")
        self.organisation = make.make_organisation(slug="main")
        self.publication = make.make_publication(slug="main")
        self.source = make.make_source(
            slug="main", publication=self.publication, author=self.person
        )
        self.theme = make.make_theme(slug="main")
        self.excerpt = self.last = make.make_excerpt(
            f"Words {'and words ' * 40}", public_id="main00", source=self.source, about=self.film
        )
        self.list = make.make_list(slug="main")
        self.scene = make.make_scene(self.film)
        self.deepest = make.make_theme()
        self.rows = 0
        self.grow(to=FEW)

    def grow(self, *, to: int) -> None:
        with recording():
            for number in range(self.rows, to):
                self._facts(number)
                self._sources(number)
                self._passages(number)
        self.rows = to
        gather_statistics()

    def _facts(self, number: int) -> None:
        film = self.another = make.make_film(year=2000 + number)
        language = make.make_language(f"x-{number}", f"Language {number}")
        for shown in (self.film, film):
            tag = Genre.objects.create(name=f"Genre {make.number()}")
            shown.tagged_genres.create(tag=tag)
            country = Country.objects.create(code=f"{make.number():04X}", name=f"Country {number}")
            shown.countries.add(country)
            shown.languages.add(language)
            make.make_credit(shown, make.make_person(), ROLES[number % 4])
            make.make_award(shown, (self.person, make.make_person()), year=2000 + number)
            make.make_film_organisation(shown, make.make_organisation())
            OtherTitle.objects.create(film=shown, title=f"Also {number}", language=language)
            version = FilmVersion.objects.create(film=shown, name=f"Cut {number}")
            make.make_scene(shown, start=number, end=number + 1, version=version)
        make.make_credit(film, self.person, ROLES[number % 4])
        make.make_award(film, organisation=self.organisation)
        make.make_film_organisation(film, self.organisation)
        OtherName.objects.create(person=self.person, name=f"Alias {number}", use="shown")
        make.make_person(pseudonym_of=self.person, pseudonym_source="https://example.org/")

    def _sources(self, number: int) -> None:
        source = make.make_source(
            author=self.person, publication=make.make_publication(), published_on=f"{1990 + number}"
        )
        make.make_source(publication=self.publication, author=make.make_person())
        for role in ("author", "editor"):
            SourceContributor.objects.create(
                source=self.source, person=make.make_person(), role=role
            )
        company = make.make_organisation()
        SourceContributor.objects.create(source=self.source, organisation=company)
        SourceRelation.objects.create(source=source, original=self.source, kind="reprint")
        SourceRelation.objects.create(source=self.source, original=source, kind="translation")
        self.source_now = source

    def _passages(self, number: int) -> None:
        narrower = make.make_theme(broader=self.theme)
        self.deepest = make.make_theme(broader=self.deepest)
        Theme.objects.filter(pk=self.theme.pk).update(broader=self.deepest)
        ThemeName.objects.create(theme=self.theme, name=f"Other name {number}")
        one = self._passage(self.source, narrower, number)
        self._passage(self.source_now, narrower, number, quoted_from_source=self.source)
        make.make_annotation(self.excerpt, "words")
        ExcerptTranslation.objects.create(
            excerpt=self.excerpt,
            language=make.make_language(f"x-{number}"),
            text="Mots.",
            source=self.source_now,
        )
        ExcerptVoice.objects.create(excerpt=self.excerpt, person=make.make_person())
        make.make_subject(self.excerpt, self.another)
        self.excerpt.scenes.add(make.make_scene(self.another))
        make.make_response(one, self.excerpt)
        make.make_response(self.excerpt, one)
        make.make_response(one, self.last, relation="extends")
        self.last = one
        FilmListEntry.objects.create(film_list=self.list, film=self.another, note="Why.")
        make.make_list(films=(self.film,), source=self.source)

    def _passage(self, source: object, narrower: Theme, number: int, **fields: object) -> object:
        passage = make.make_excerpt(
            source=source,
            about=self.film,
            themes=(self.theme, narrower),
            stance="mixed",
            position=number,
            spoiler=number % 2 == 0,
            **fields,
        )
        for target in (self.person, self.another):
            make.make_subject(passage, target, stance="favourable")
        passage.scenes.add(self.scene)
        ExcerptVoice.objects.create(excerpt=passage, person=self.person)
        ExcerptVoice.objects.create(excerpt=passage, person=make.make_person())
        make.make_annotation(passage, "passage")
        return passage


def pages() -> dict[str, str]:
    """Each pattern, and each list with a filter and a sort in force."""
    fill = dict.fromkeys(
        ["critiques:excerpt-detail", "critiques:excerpt-web-annotation", "critiques:debate"],
        "main00",
    )
    found = {
        name: template % fill.get(name, "main")
        for name, template in addresses.templates().items()
        if "%s" in template and name != "critiques:sitemap-section"
    }
    found |= {name: where for name, where in addresses.templates().items() if "%s" not in where}
    for section in dict(addresses.SITEMAPS):
        found[f"sitemap of {section}"] = f"/sitemap-{section}.xml"
    return found | {
        "a search of everything": "/search/?q=words",
        "a search of passages": "/search/?q=words&kind=excerpt&film=main",
        "a search by date": "/search/?q=words&kind=source&sort=date",
        "suggestions": "/search/suggestions/?q=fi",
        "films of a director": "/films/?director=main&sort=title",
        "passages about a film": "/excerpts/?film=main&sort=latest",
        "passages of a stance": "/films/main/excerpts/?stance=mixed",
        "passages of a critic, in a year": "/excerpts/?critic=main&year=1995&theme=main",
        "films set beside": "/films/main/excerpts/?beside=main&stance=favourable",
        "people of a film": "/people/?film=main&role=director",
        "sources about a film": "/sources/?film=main&sort=oldest",
    }


def queries_of(visitor: Visitor, address: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        assert visitor.get(address).status_code == 200, address
    return [query["sql"] for query in captured.captured_queries]


def counts(visitor: Visitor) -> dict[str, int]:
    return {name: len(queries_of(visitor, address)) for name, address in pages().items()}


def test_a_status_page_costs_the_same_however_often_a_passage_was_sent() -> None:
    """The ceiling holds for the form to change it, too, with all that it suggests."""
    visitor, moderator = Visitor(), make.make_moderator()
    contribution = make.make_contribution()
    address = f"/contribute/{contribution.secret}/"
    numbers = []
    for _ in range(4):
        contribution.request_changes(
            by=moderator, seen=contribution.content_hash, reason="wording", message="Look again."
        )
        numbers.append(len(queries_of(visitor, address)))
        contribution.resubmit(words=contribution.current.words, message="I have.")
    assert len(set(numbers[1:])) == 1
    assert max(numbers) <= 25


def test_the_status_page_of_a_report_costs_little() -> None:
    report = make.make_report()

    assert len(queries_of(Visitor(), f"/report/{report.secret}/")) <= 15


@pytest.fixture(scope="module")
def measured(module_records: None) -> tuple[dict[str, int], dict[str, int]]:
    visitor, site = Visitor(), GrowingSite()
    with pytest.MonkeyPatch.context() as patch:
        # Of two ways to search, the size of the site decides: here the one with more questions.
        patch.setattr(finding, "FEW", 0)
        counts(visitor)  # what is kept in the process after the first request
        few = counts(visitor)
        site.grow(to=MANY)
        return few, counts(visitor)


@pytest.mark.parametrize("name", pages())
def test_a_page_of_many_rows_costs_as_many_queries_as_one_of_few(
    measured: tuple[dict[str, int], dict[str, int]], name: str
) -> None:
    few, many = measured

    assert many[name] == few[name]
    assert many[name] <= MOST_QUERIES.get(name, 25)


@pytest.mark.parametrize("kind", ["film", "excerpt"])
def test_the_page_of_a_review_costs_as_many_queries_for_many_rows(kind: str, settings: Any) -> None:
    """And for many versions: it reads the whole record, what changed, and the public page."""
    settings.REVIEW_BEFORE_PUBLISH = True
    film = make.make_film()
    record, fill = (
        (film, fill_film) if kind == "film" else (make.make_excerpt(about=film), fill_excerpt)
    )
    editor, numbers = client_of("editor"), []
    editor.get(reverse("admin:index"))
    for rows in (3, 9):
        fill(record, rows)
        editor.get(url(record, "review"))  # what is read once in a process
        with CaptureQueriesContext(connection) as captured:
            assert editor.get(url(record, "review")).status_code == 200
        numbers.append(len(captured))
    assert numbers[0] == numbers[1]
    assert numbers[1] <= MOST_OF_A_REVIEW
