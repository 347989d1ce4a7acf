"""The demonstration: what it holds, that it loads twice without change, and how it goes again."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

from critiques import demonstration
from critiques.management.commands.dumpdata import PRIVATE
from critiques.models import Annotation, Excerpt, ExcerptVoice, Response, Source, Theme
from filmography.models import Credit, Film, FormerSlug, Person
from filmography.publishing.models import Publishable
from filmography.publishing.text import fold
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

ROOT = Path(settings.BASE_DIR)
REFERENCE = {"Country", "Language"}
WORDS_IN_A_ROW = 9


def models() -> list[Any]:
    return [
        model
        for app in ("filmography", "critiques")
        for model in apps.get_app_config(app).get_models()
        if model.__name__ not in REFERENCE
    ]


def tables() -> list[Any]:
    """All of both apps, those of relations to many among them."""
    relations = [
        field.remote_field.through for each in models() for field in each._meta.many_to_many
    ]
    return list(dict.fromkeys([*models(), *relations]))


def everything() -> dict[str, list[tuple]]:
    """All rows of all tables, with the numbers and times in them."""
    rows = {model.__name__: model._base_manager.order_by("pk") for model in tables()}
    return {name: list(of.values_list()) for name, of in rows.items()}


def counts() -> dict[str, int]:
    return {model.__name__: model._base_manager.count() for model in tables()}


def left() -> set[str]:
    return {model.__name__ for model in models() if model._base_manager.exists()}


# --- What it holds --------------------------------------------------------------------------------


def test_all_of_it_is_public() -> None:
    for model in models():
        if issubclass(model, Publishable):
            assert model._base_manager.count() == model.objects.published().count(), model


def test_the_director_made_the_films_it_is_about() -> None:
    director = Person.objects.get(slug="sean-baker")
    made = (
        Film.objects.published()
        .in_scope()
        .filter(credits__person=director, credits__role="director")
    )

    assert made.count() == Film.objects.in_scope().count() == 8


def test_it_compares_with_twelve_films_and_names_their_directors() -> None:
    compared = Film.objects.published().filter(in_scope=False).with_directors()

    assert len(compared) >= 12
    assert all(film.director_credits and film.year for film in compared)


def test_it_says_in_new_words_what_the_articles_argue() -> None:
    paraphrases = Excerpt.objects.published().filter(kind=Excerpt.Kind.PARAPHRASE)

    assert paraphrases.count() >= 30
    for excerpt in paraphrases:
        assert excerpt.subjects.exclude(stance="").exists(), excerpt
        assert excerpt.themes.exists(), excerpt
    assert ExcerptVoice.objects.filter(excerpt__in=paraphrases).exists()
    assert paraphrases.filter(quoted_from_source__isnull=False).exists()
    assert paraphrases.filter(scenes__isnull=False).exists()


def test_its_themes_are_defined_and_in_a_hierarchy() -> None:
    themes = Theme.objects.published()

    assert themes.exclude(definition="").count() == themes.count() >= 25
    assert themes.filter(broader__isnull=False).count() >= 10
    assert not [theme for theme in themes if theme in theme.public_ancestors()]


def test_it_has_something_of_everything() -> None:
    empty = {model.__name__ for model in models()} - left()

    private = {label.partition(".")[2] for label in PRIVATE}
    assert empty <= private | {
        "Reply",
        "ExcerptTranslation",
        "FormerSlug",
        "Image",
        "SearchLanguage",
        "SourceRelation",
    }
    assert Response.objects.published().count() >= 3
    assert Annotation.objects.published().exists()


def test_every_article_is_a_source(articles_dir: Path) -> None:
    manifest = json.loads((articles_dir / "manifest.json").read_text("utf-8"))
    sources = {fold(str(source)): source for source in Source.objects.published()}
    films, people = Film.objects.published(), Person.objects.published()

    for article in manifest:
        source = sources[fold(article["title"])]
        assert source.title_is_devised == article["title"].startswith("["), source
        assert source.genre == article["genre"]
        assert source.medium == article["medium"]
        assert source.language_id == article["language"]
        assert (source.publication.name if source.publication else None) == article["publication"]
        assert source.rights == "in_copyright"
        assert not source.full_text
        about = source.excerpts.values_list("subjects__film__title", flat=True)
        assert set(about) & set(article["films"]), source
        assert not [name for name in article["people"] if not people.filter(name=name).exists()]
        for name in article["films"] + article["compared_with"]:
            assert films.filter(title=name).exists() or people.filter(name=name).exists(), name


def ngrams(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", fold(text))
    return set(zip(*(words[n:] for n in range(WORDS_IN_A_ROW)), strict=False))


def test_no_file_of_the_project_repeats_nine_words_of_an_article(articles_dir: Path) -> None:
    """But a title, and the facts that were given with the articles."""
    taken = set().union(*(ngrams(path.read_text("utf-8")) for path in articles_dir.glob("*.txt")))
    taken -= ngrams((articles_dir / "facts.json").read_text("utf-8"))
    for article in json.loads((articles_dir / "manifest.json").read_text("utf-8")):
        taken -= ngrams(article["title"])
    assert len(taken) > 1000
    repeated = {}
    for path in project_files():
        if found := ngrams(readable(path)) & taken:
            repeated[str(path.relative_to(ROOT))] = " ".join(next(iter(found)))
    assert not repeated


def project_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("this is no checkout of git")
    return [path for name in listed.stdout.splitlines() if (path := ROOT / name).is_file()]


def readable(path: Path) -> str:
    """The words of the file; those of JSON without its escapes."""
    try:
        text = path.read_text("utf-8")
        return json.dumps(json.loads(text), ensure_ascii=False) if path.suffix == ".json" else text
    except (UnicodeDecodeError, json.JSONDecodeError):
        return ""


# --- Loading and removing ----------------------------------------------------------------------


def test_it_loads_twice_without_change() -> None:
    before = everything()

    assert not demonstration.load()
    call_command("loaddata", *demonstration.FIXTURES, verbosity=0)

    after = everything()
    assert {name for name in before if before[name] != after[name]} == set()


def test_it_goes_without_a_trace_when_nobody_touched_it_and_comes_again(
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = counts()

    call_command("remove_demo")
    assert left() == set()
    call_command("load_demo")
    call_command("load_demo")

    assert counts() == before
    said = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"Removed \d{3,} records of the demonstration\.", said[0])
    assert len(said) == 3


def test_it_keeps_what_was_changed_or_built_upon_and_what_that_needs() -> None:
    changed, theme = Film.objects.get(slug="anora"), Theme.objects.get(slug="agency")
    credits = changed.credits.count()
    changed.logline = "In our own words."
    changed.save()
    ours = make.make_excerpt("Our own words.", about=Film.objects.get(slug="tangerine"))
    ours.themes.add(theme)
    noted = Excerpt.objects.filter(annotations=None)[0]
    note = make.make_annotation(noted)
    own_film, own_person = make.make_film("Ours"), make.make_person("Ours")

    removed, kept = demonstration.remove()

    assert removed > kept > 0
    films = set(Film.objects.values_list("slug", flat=True))
    assert {"anora", "tangerine", own_film.slug} <= films
    assert not {"pretty-woman", "showgirls"} & films
    assert Film.objects.get(slug="anora").logline == "In our own words."
    assert credits == Credit.objects.filter(film__slug="anora").count() > 5
    assert not Credit.objects.exclude(person__in=Person.objects.all()).exists()
    assert set(Excerpt.objects.all()) == {ours, noted}
    assert set(Annotation.objects.all()) == {note}
    assert noted.subjects.exists()
    assert {theme, *theme.public_ancestors()} <= set(Theme.objects.all())
    assert own_person in Person.objects.all()


def test_it_keeps_a_film_that_was_renamed(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not found under its old name any more, so it counts as the site's own."""
    film = Film.objects.get(slug="starlet")
    film.slug = "starlet-2012"
    film.save()
    monkeypatch.setattr(demonstration, "FIXTURES", ("organisations", "people", "films"))

    demonstration.remove()

    assert Film.objects.filter(pk=film.pk).exists()
    assert FormerSlug.objects.get().object_id == film.pk
