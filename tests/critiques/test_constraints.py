"""What the database itself refuses of the criticism, and what the editor is told."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from critiques.models import (
    Annotation,
    ContributionRound,
    Excerpt,
    ExcerptTranslation,
    ExcerptVoice,
    FilmList,
    ModerationEvent,
    ModerationNote,
    Reanchoring,
    Reply,
    Response,
    Source,
    SourceContributor,
    SourceRelation,
    TaggedExcerpt,
    Theme,
    ThemeName,
)
from critiques.models.annotations import WORDS_NOT_THERE
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


def contributor() -> SourceContributor:
    return SourceContributor.objects.create(source=make.make_source(), name_as_credited="A. Critic")


def relation() -> SourceRelation:
    return SourceRelation.objects.create(
        source=make.make_source(), original=make.make_source(), kind="reprint"
    )


def voice() -> ExcerptVoice:
    return ExcerptVoice.objects.create(excerpt=make.make_excerpt(), name="The director")


def translation() -> ExcerptTranslation:
    french = make.make_language("fr", "French")
    return ExcerptTranslation.objects.create(
        excerpt=make.make_excerpt(), language=french, text="Des mots.", translator="T. Raducteur"
    )


def subject() -> models.Model:
    return make.make_excerpt().subjects.get()


def subject_with_another(target: Any) -> models.Model:
    excerpt = make.make_excerpt(about=target())
    record = make.make_subject(excerpt, target())
    record.first = excerpt.subjects.first()
    return record


def theme_link() -> TaggedExcerpt:
    return make.make_excerpt(themes=(make.make_theme(),)).tagged_themes.get()


def same_theme(link: TaggedExcerpt) -> dict[str, Any]:
    other = make.make_theme()
    TaggedExcerpt.objects.create(content_object=link.content_object, tag=other)
    return {"tag": other}


def same_name(record: ThemeName) -> dict[str, Any]:
    ThemeName.objects.create(theme=record.theme, name="Free will")
    return {"name": "Free will"}


TEXT = "Every sentence of this text says something about a film."


def anchored() -> Excerpt:
    """A quotation that stands in the capture of its source."""
    source = make.make_source()
    make.make_capture(source, TEXT)
    return make.make_excerpt("Every sentence of this text", source=source)


def reanchored() -> Reanchoring:
    excerpt = anchored()
    make.make_capture(excerpt.source, f"Indeed. {TEXT}")
    return excerpt.reanchorings.get()


def second_round() -> ContributionRound:
    contribution = make.make_contribution(state="changes_requested")
    contribution.resubmit(words=contribution.current.words)
    return contribution.current


def event() -> ModerationEvent:
    return make.make_contribution().events.get()


def another_reanchored(record: Reanchoring) -> dict[str, Any]:
    other = make.make_capture(record.excerpt.source, f"Indeed, yes. {TEXT}")
    return {"capture": other}


def same_entry(entry: models.Model) -> dict[str, Any]:
    return {"film": entry.film_list.entries.exclude(pk=entry.pk).get().film}


VIOLATIONS = {
    **of_publication_states(
        {
            Annotation: make.make_annotation,
            Excerpt: make.make_excerpt,
            FilmList: make.make_list,
            Reply: make.make_reply,
            Response: make.make_response,
            Source: make.make_source,
            Theme: make.make_theme,
        }
    ),
    "critiques_source_rights_known": Violation(make.make_source, {"rights": "fair_use"}),
    "critiques_source_full_text_allowed": Violation(
        make.make_source, {"full_text": "All of it.", "rights": "in_copyright"}
    ),
    "critiques_source_urls_web": Violation(
        make.make_source, {"archived_url": "javascript:alert(1)"}
    ),
    "critiques_sourcecontributor_is_somebody": Violation(contributor, {"name_as_credited": ""}),
    "critiques_sourcecontributor_one_of_two": Violation(
        contributor,
        lambda _: {"person": make.make_person(), "organisation": make.make_organisation()},
    ),
    "critiques_sourcerelation_of_another": Violation(
        relation, lambda record: {"original": record.source}
    ),
    "critiques_sourcerelation_once": Violation(
        relation,
        lambda record: {
            "original": SourceRelation.objects.create(
                source=record.source, original=make.make_source(), kind=record.kind
            ).original
        },
    ),
    "critiques_excerptsubject_exactly_one": Violation(
        subject, lambda _: {"person": make.make_person()}
    ),
    "critiques_excerptsubject_film_once": Violation(
        lambda: subject_with_another(make.make_film), lambda record: {"film": record.first.film}
    ),
    "critiques_excerptsubject_person_once": Violation(
        lambda: subject_with_another(make.make_person),
        lambda record: {"person": record.first.person},
    ),
    "critiques_excerptsubject_stance_known": Violation(subject, {"stance": "4 stars"}),
    "critiques_excerptvoice_is_somebody": Violation(voice, {"name": ""}),
    "critiques_excerptvoice_span_possible": Violation(voice, {"start": 5, "end": 5}),
    "critiques_excerpttranslation_credited": Violation(translation, {"translator": ""}),
    "critiques_excerpttranslation_once": Violation(
        translation,
        lambda record: {
            "language": ExcerptTranslation.objects.create(
                excerpt=record.excerpt,
                language=make.make_language("de", "German"),
                text="Worte.",
                translator="Ü. Setzer",
            ).language
        },
    ),
    "critiques_theme_not_its_own_broader": Violation(
        make.make_theme, lambda theme: {"broader": theme}
    ),
    "critiques_themename_once": Violation(
        lambda: ThemeName.objects.create(theme=make.make_theme(), name="Autonomy"), same_name
    ),
    "critiques_taggedexcerpt_once": Violation(theme_link, same_theme),
    "critiques_excerpt_has_words": Violation(make.make_excerpt, {"text": ""}),
    "critiques_excerpt_locator_complete": Violation(make.make_excerpt, {"locator_label": "page"}),
    "critiques_annotation_span_holds_words": Violation(make.make_annotation, {"exact": "W"}),
    "critiques_annotation_says_something": Violation(make.make_annotation, {"body": ""}),
    "critiques_annotation_placement_known": Violation(make.make_annotation, {"placement": "lost"}),
    "critiques_excerpt_attestation_complete": Violation(
        make.make_excerpt, {"attested_by": "An Editor"}
    ),
    "critiques_excerpt_attested_by_somebody": Violation(
        make.make_excerpt, {"quotation_state": "attested"}
    ),
    "critiques_capture_has_text": Violation(make.make_capture, {"text": ""}),
    "critiques_capture_origin_known": Violation(make.make_capture, {"origin": "hearsay"}),
    "critiques_excerptanchor_span_possible": Violation(lambda: anchored().anchor, {"end": 0}),
    "critiques_reanchoring_once": Violation(reanchored, another_reanchored),
    "critiques_reanchoring_place_unless_orphaned": Violation(reanchored, {"start": None}),
    "critiques_reply_says_something": Violation(make.make_reply, {"text": ""}),
    "critiques_contribution_state_known": Violation(make.make_contribution, {"state": "lost"}),
    "critiques_contribution_excerpt_by_acceptance": Violation(
        make.make_contribution, lambda _: {"excerpt": make.make_excerpt()}
    ),
    "critiques_contributionround_once": Violation(second_round, {"number": 1}),
    "critiques_moderationevent_about_one": Violation(event, {"contribution": None}),
    "critiques_moderationevent_transition_known": Violation(event, {"transition": "wish"}),
    "critiques_moderationnote_about_one": Violation(
        lambda: ModerationNote.objects.create(contribution=make.make_contribution(), text="Note."),
        {"contribution": None},
    ),
    "critiques_report_state_known": Violation(make.make_report, {"state": "lost"}),
    "critiques_filmlistentry_once": Violation(
        lambda: make.make_list(films=(make.make_film(), make.make_film())).entries.first(),
        same_entry,
    ),
    "critiques_publication_url_web": Violation(
        make.make_publication, {"url": "mailto:desk@example.org"}
    ),
    "critiques_response_to_another": Violation(
        make.make_response, lambda record: {"to_excerpt": record.from_excerpt}
    ),
    "critiques_response_once": Violation(
        make.make_response,
        lambda record: {
            "relation": make.make_response(
                record.from_excerpt, record.to_excerpt, relation="extends"
            ).relation
        },
    ),
}


# What a form cannot violate, because the model sees to it first.
WITHOUT_FORM = {
    "critiques_excerpt_correction_dated": Violation(
        make.make_excerpt, {"corrected_on": date(2026, 1, 1)}
    ),
    "critiques_excerpt_state_of_quotations_only": Violation(
        make.make_excerpt, {"quotation_state": ""}
    ),
    "critiques_excerpt_override_dated": Violation(
        make.make_excerpt, {"override_reason": "", "overridden_at": timezone.now()}
    ),
}


def test_every_constraint_has_a_case_here() -> None:
    assert set(VIOLATIONS) | set(WITHOUT_FORM) == set(constraint_names("critiques"))
    assert publishable_models("critiques") == {
        Annotation, Excerpt, FilmList, Reply, Response, Source, Theme,
    }  # fmt: skip


@pytest.mark.parametrize("name", VIOLATIONS | WITHOUT_FORM)
def test_the_database_refuses(name: str) -> None:
    assert_database_refuses((VIOLATIONS | WITHOUT_FORM)[name])


@pytest.mark.parametrize("name", VIOLATIONS)
def test_the_editor_is_told_in_a_sentence(name: str) -> None:
    assert_form_refuses(VIOLATIONS[name], name)


SPANS_ELSEWHERE = {
    "one character on": (1, 6, "words"),
    "outside the text": (500, 505, "words"),
    "other words of the same length": (0, 5, "wards"),
}


@pytest.mark.parametrize(("start", "end", "exact"), SPANS_ELSEWHERE.values(), ids=SPANS_ELSEWHERE)
def test_an_annotation_of_words_that_are_not_there_is_refused(
    start: int, end: int, exact: str
) -> None:
    excerpt = make.make_excerpt("words about a film")
    note = make.make_annotation(excerpt, "words")
    wrong = {"start": start, "end": end, "exact": exact}

    with pytest.raises(ValidationError) as refused:
        Annotation(excerpt=excerpt, body="Note", **wrong).full_clean()
    assert refused.value.message_dict == {"exact": [WORDS_NOT_THERE]}
    with pytest.raises(IntegrityError), transaction.atomic():
        Annotation.objects.filter(pk=note.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Annotation.objects.bulk_create([Annotation(excerpt=excerpt, body="Note", **wrong)])


def test_an_annotation_cannot_move_to_an_excerpt_without_its_words() -> None:
    note = make.make_annotation(make.make_excerpt("words about a film"), "words")

    with pytest.raises(IntegrityError), transaction.atomic():
        Annotation.objects.filter(pk=note.pk).update(excerpt=make.make_excerpt("Another text."))


def test_spans_count_code_points_on_every_database() -> None:
    excerpt = make.make_excerpt("🎬🎞️ 七人の侍 is cited")

    note = make.make_annotation(excerpt, "七人の侍")

    note.full_clean()
    assert excerpt.text[note.start : note.end] == "七人の侍"


def test_a_public_text_is_stored_whole_where_the_rights_allow_it() -> None:
    source = make.make_source(full_text="All of it.", rights="public_domain")

    source.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Source.objects.filter(pk=source.pk).update(rights="in_copyright")


def test_a_quotation_stands_in_the_language_of_its_source() -> None:
    excerpt = make.make_excerpt()
    excerpt.language = make.make_language("fr", "French")

    with pytest.raises(ValidationError, match="language of its source"):
        excerpt.full_clean()
    excerpt.kind = Excerpt.Kind.PARAPHRASE
    excerpt.full_clean()


def test_the_words_of_a_voice_lie_within_the_text() -> None:
    voice = ExcerptVoice(excerpt=make.make_excerpt("Ten words."), name="Somebody", start=0, end=11)
    with pytest.raises(ValidationError, match="The text has 10 characters only"):
        voice.full_clean()
