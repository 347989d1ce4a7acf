"""What the database itself refuses of the facts, and what the editor is told."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from filmography.models import (
    Consent,
    Credit,
    Film,
    FilmOrganisation,
    FilmVersion,
    FormerSlug,
    Genre,
    Image,
    OpenForm,
    OtherName,
    OtherTitle,
    Person,
    PreviewLink,
    RecordVersion,
    Scene,
    SiteSettings,
    TaggedFilm,
)
from filmography.publishing.history import latest, versions_of
from tests import factories as make
from tests.violations import (
    Violation,
    assert_database_refuses,
    assert_form_refuses,
    constraint_names,
    of_publication_states,
    publishable_models,
)

pytestmark = pytest.mark.django_db


def image(**fields: Any) -> Image:
    values = {
        "kind": Image.Kind.STILL,
        "film": make.make_film(),
        "alt_text": "Two people on a bench",
        "credit_line": "Somebody",
        "width": 1,
        "height": 1,
        **fields,
    }
    record = Image(**values)
    Image.objects.bulk_create([record])  # without reading a file
    return Image.objects.get(public_id=record.public_id)


def second(
    model: type[models.Model], shared: Callable[[], dict[str, Any]], **differing: Any
) -> Violation:
    """A record that becomes the same as another one, when it must not."""

    def build() -> models.Model:
        values = shared()
        model.objects.create(**values)
        other = model.objects.create(**{**values, **differing})
        other.same = {name: values[name] for name in differing}
        return other

    return Violation(build, lambda record: record.same)


def genre() -> Genre:
    return Genre.objects.create(name=f"Genre {make.number()}")


def open_form(**fields: Any) -> OpenForm:
    return OpenForm.objects.create(
        user=fields.get("user") or make.make_editor(),
        content_type=ContentType.objects.get_for_model(Film),
        object_id=fields.get("object_id", "1"),
    )


def opened_twice() -> OpenForm:
    first = open_form()
    other = open_form(user=first.user, object_id="2")
    other.same = {"object_id": "1"}
    return other


def two_tagged() -> TaggedFilm:
    film = make.make_film()
    first = TaggedFilm.objects.create(content_object=film, tag=genre())
    record = TaggedFilm.objects.create(content_object=film, tag=genre())
    record.same = {"tag": first.tag}
    return record


VIOLATIONS = {
    **of_publication_states({Film: make.make_film, Person: make.make_person}),
    "filmography_openform_once": Violation(opened_twice, lambda record: record.same),
    "filmography_film_year_possible": Violation(make.make_film, {"year": 3000}),
    "filmography_film_runtime_positive": Violation(make.make_film, {"runtime_minutes": 0}),
    "filmography_film_budget_currency": Violation(make.make_film, {"budget_amount": 6_000_000}),
    "filmography_film_box_office_currency": Violation(make.make_film, {"box_office_amount": 1}),
    "filmography_person_not_own_pseudonym": Violation(
        lambda: make.make_person(pseudonym_source="https://example.org/"),
        lambda person: {"pseudonym_of": person},
    ),
    "filmography_person_pseudonym_sourced": Violation(
        make.make_person, lambda person: {"pseudonym_of": make.make_person()}
    ),
    "filmography_person_pseudonym_source_web": Violation(
        make.make_person, {"pseudonym_source": "javascript:alert(1)"}
    ),
    "filmography_award_year_possible": Violation(make.make_award, {"year": 1500}),
    "filmography_award_outcome_known": Violation(make.make_award, {"outcome": "lost"}),
    "filmography_credit_role_known": Violation(
        lambda: make.make_credit(make.make_film(), make.make_person()), {"role": "auteur"}
    ),
    "filmography_credit_once": second(
        Credit,
        lambda: {"film": make.make_film(), "person": make.make_person(), "role": "director"},
        role="writer",
    ),
    "filmography_othername_once": second(
        OtherName, lambda: {"person": make.make_person(), "name": "S. Baker"}, name="Sean"
    ),
    "filmography_othertitle_once": second(
        OtherTitle, lambda: {"film": make.make_film(), "title": "One"}, title="Two"
    ),
    "filmography_filmversion_once": second(
        FilmVersion, lambda: {"film": make.make_film(), "name": "Cut"}, name="Longer cut"
    ),
    "filmography_filmorganisation_once": second(
        FilmOrganisation,
        lambda: {
            "film": make.make_film(),
            "organisation": make.make_organisation(),
            "role": "sales",
        },
        role="production",
    ),
    "filmography_taggedfilm_once": Violation(two_tagged, lambda record: record.same),
    "filmography_scene_slug_once": Violation(
        lambda: make.make_scene(make.make_film()),
        lambda scene: {"slug": make.make_scene(scene.film, "Another").slug},
    ),
    "filmography_scene_ends_after_start": Violation(
        lambda: make.make_scene(make.make_film()), {"start": 60, "end": 59}
    ),
    "filmography_organisation_url_web": Violation(
        make.make_organisation, {"url": "ftp://example.org/"}
    ),
    "filmography_image_of_one_thing": Violation(
        image, lambda record: {"person": make.make_person()}
    ),
    "filmography_image_has_alt_text": Violation(image, {"alt_text": ""}),
    "filmography_image_focal_point_inside": Violation(image, {"focal_x": 1.5}),
    "filmography_image_licence_web": Violation(image, {"licence_url": "data:text/html,x"}),
    "filmography_sitesettings_share_possible": Violation(
        lambda: SiteSettings.objects.get_or_create(pk=1)[0], {"share_warn_percent": 101}
    ),
}
# These have no form of their own.
WITHOUT_FORM = {
    "filmography_consent_verdict_known",
    "filmography_previewlink_ends",
    "filmography_formerslug_once",
    "filmography_recordversion_erased_words",
    "filmography_recordversion_erasure_reason_known",
    "filmography_recordversion_kind_known",
    "filmography_sitesettings_single",
}


def test_every_constraint_has_a_case_here() -> None:
    assert set(VIOLATIONS) | WITHOUT_FORM == set(constraint_names("filmography"))
    assert publishable_models("filmography") == {Film, Person}


@pytest.mark.parametrize("name", VIOLATIONS)
def test_the_database_refuses(name: str) -> None:
    assert_database_refuses(VIOLATIONS[name])


@pytest.mark.parametrize("name", VIOLATIONS)
def test_the_editor_is_told_in_a_sentence(name: str) -> None:
    assert_form_refuses(VIOLATIONS[name], name)


def test_there_is_one_set_of_site_settings() -> None:
    SiteSettings(name="One").save()
    SiteSettings(name="Another").save()

    assert [site.name for site in SiteSettings.objects.all()] == ["Another"]
    with pytest.raises(IntegrityError), transaction.atomic():
        SiteSettings.objects.bulk_create([SiteSettings(pk=2)])


def test_a_former_slug_leads_to_one_record() -> None:
    FormerSlug.objects.create(kind="filmography.film", slug="once", object_id=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        FormerSlug.objects.create(kind="filmography.film", slug="once", object_id=2)


@pytest.mark.parametrize("fields", [{"kind": "other"}, {"erased_at": timezone.now()}])
def test_a_version_is_of_a_known_kind_and_has_no_words_when_erased(fields: dict[str, Any]) -> None:
    version = latest(make.make_film())
    with pytest.raises(IntegrityError), transaction.atomic():
        RecordVersion.objects.filter(pk=version.pk).update(**fields)


@pytest.mark.parametrize("year", [99999, 10**400, -1, 1869, 2101])
def test_a_film_of_an_impossible_year_is_refused_in_a_sentence(year: int) -> None:
    with pytest.raises(ValidationError) as refused:
        Film(title="Anora", year=year).full_clean()

    assert refused.value.messages == ["Write a year from 1870 to 2100."]


def test_a_scene_that_begins_and_ends_at_once_or_has_no_end_is_fine() -> None:
    film = make.make_film()

    make.make_scene(film, start=60, end=60).full_clean()
    make.make_scene(film, start=60).full_clean()
    make.make_scene(film).full_clean()


def test_a_scene_with_an_end_needs_a_start() -> None:
    with pytest.raises(ValidationError, match="Give a start"):
        Scene(film=make.make_film(), title="Half", end=9).full_clean()


def test_a_scene_refers_to_a_version_of_its_own_film() -> None:
    version = FilmVersion.objects.create(film=make.make_film(), name="Cut")
    scene = make.make_scene(make.make_film())
    scene.version = version

    with pytest.raises(ValidationError, match="another film"):
        scene.full_clean()


def test_a_preview_link_ends_after_it_was_made() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        PreviewLink.make(make.make_film(), by=make.make_editor(), days=0)


def test_a_consent_has_a_verdict_that_exists() -> None:
    film = make.make_film()
    kind = ContentType.objects.get_for_model(film)
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(content_type=kind, object_id=film.pk, verdict="maybe")


def test_an_erasure_has_a_reason_that_exists() -> None:
    versions = versions_of(make.make_film())
    with pytest.raises(IntegrityError), transaction.atomic():
        versions.erase(by_name="Somebody", reason="whim")
