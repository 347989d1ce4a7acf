"""How much of a source is quoted, over all its versions, and when that is too much."""

from datetime import timedelta

import pytest
from django.utils import timezone

from critiques.models import Excerpt, ExcerptAnchor, Source, SourceRelation
from critiques.over_share import sources_over_share
from critiques.quoted_share import budget_of, public_share
from filmography.models import SiteSettings
from filmography.publishing.models import NotReady
from tests import factories as make

pytestmark = pytest.mark.django_db

WORDS = [f"word{number}" for number in range(400)]
TEXT = " ".join(WORDS)


def words(first: int, last: int) -> str:
    return " ".join(WORDS[first:last])


@pytest.fixture
def source() -> Source:
    source = make.make_source()
    make.make_capture(source, TEXT)
    return source


def quote(source: Source, first: int, last: int, **fields: object) -> Excerpt:
    return make.make_excerpt(words(first, last), source=source, **fields)


def test_words_that_two_passages_quote_count_once(source: Source) -> None:
    quote(source, 10, 30)
    quote(source, 20, 40)
    quote(source, 100, 110)

    share = public_share(source, Excerpt.objects)

    assert (share.quoted, share.total, share.longest_run) == (40, 400, 30)
    assert share.percent == "10"


def test_only_what_is_public_counts_for_readers(source: Source) -> None:
    quote(source, 10, 30, published=False)

    assert public_share(source, Excerpt.objects).quoted == 0


def test_words_that_an_abridged_passage_leaves_out_do_not_count(source: Source) -> None:
    make.make_excerpt(f"{words(0, 5)} […] {words(50, 55)}", source=source)

    assert public_share(source, Excerpt.objects).quoted == 10


def test_paraphrases_quote_nothing(source: Source) -> None:
    make.make_excerpt("It says so.", source=source, kind="paraphrase")

    assert public_share(source, Excerpt.objects).quoted == 0


def test_without_a_capture_no_share_is_known() -> None:
    assert public_share(make.make_source(), Excerpt.objects) is None
    assert budget_of(make.make_source(), Excerpt.objects) is None


def test_publication_is_refused_with_the_figures(source: Source) -> None:
    quote(source, 0, 90)
    too_much = quote(source, 100, 120, published=False)

    with pytest.raises(NotReady) as refused:
        too_much.publish(by=make.make_editor())

    [sentence] = refused.value.obstacles
    assert "110 of 400 words (28 %), at most 90 in a row" in sentence
    assert "25 %" in sentence


def test_a_short_source_may_be_quoted_up_to_so_many_words() -> None:
    source = make.make_source()
    make.make_capture(source, words(0, 80))

    quote(source, 0, 60, published=False).publish(by=make.make_editor())
    with pytest.raises(NotReady):
        quote(source, 60, 61 + 3, published=False).publish(by=make.make_editor())


def test_what_is_to_be_public_later_counts_already(source: Source) -> None:
    quote(source, 0, 90, state="published", published_at=timezone.now() + timedelta(days=9))
    with pytest.raises(NotReady):
        quote(source, 100, 120, published=False).publish(by=make.make_editor())


@pytest.mark.parametrize("rights", ["public_domain", "open_licence", "ours", "permission"])
def test_only_sources_in_copyright_have_a_budget(source: Source, rights: str) -> None:
    source.rights = rights
    quote(source, 0, 300, published=False).publish(by=make.make_editor())


def test_the_operator_sets_the_limits(source: Source) -> None:
    SiteSettings(share_refuse_percent=90, share_warn_percent=2).save()
    quote(source, 0, 200, published=False).publish(by=make.make_editor())

    budget = budget_of(source, Excerpt.objects)
    assert budget.is_worth_a_warning
    assert not budget.is_exceeded


class TestAFamily:
    @pytest.fixture
    def reprint(self, source: Source) -> Source:
        reprint = make.make_source()
        SourceRelation.objects.create(source=reprint, original=source, kind="reprint")
        make.make_capture(reprint, f"As first printed. {TEXT}")
        return reprint

    def test_counts_the_same_words_of_a_reprint_once(self, source: Source, reprint: Source) -> None:
        quote(source, 0, 40)
        quote(reprint, 20, 60)

        assert budget_of(source, Excerpt.objects).share.quoted == 60

    def test_is_refused_together(self, source: Source, reprint: Source) -> None:
        quote(source, 0, 60)
        with pytest.raises(NotReady):
            quote(reprint, 100, 160, published=False).publish(by=make.make_editor())

    def test_counts_a_translation_beside_it(self, source: Source) -> None:
        translation = make.make_source()
        SourceRelation.objects.create(source=translation, original=source, kind="translation")
        make.make_capture(translation, " ".join(f"mot{number}" for number in range(400)))
        quote(source, 0, 60)
        make.make_excerpt(" ".join(f"mot{number}" for number in range(30)), source=translation)

        assert budget_of(source, Excerpt.objects).share.quoted == 90

    def test_reaches_over_several_relations(self, source: Source, reprint: Source) -> None:
        revised = make.make_source()
        SourceRelation.objects.create(source=revised, original=reprint, kind="revision")

        family = Source.objects.family_of(revised)

        assert {one.pk for one in family} == {source.pk, reprint.pk, revised.pk}


class TestTheListOfSourcesOverTheShare:
    """The operator wants to be warned above 10 %."""

    @pytest.fixture
    def revised(self, source: Source) -> Source:
        between = make.make_source()
        revised = make.make_source()
        make.make_capture(revised, " ".join(f"anew{number}" for number in range(400)))
        for later, earlier in ((between, source), (revised, between)):
            SourceRelation.objects.create(source=later, original=earlier, kind="revision")
        return revised

    def test_counts_the_passages_of_a_source_together_and_their_common_words_once(
        self, source: Source
    ) -> None:
        quote(source, 0, 30)
        quote(source, 10, 40)
        assert sources_over_share() == []
        quote(source, 100, 110)
        assert sources_over_share() == [source.pk]

    def test_counts_a_family_together_over_several_relations(
        self, source: Source, revised: Source
    ) -> None:
        quote(source, 0, 30)
        assert sources_over_share() == []
        make.make_excerpt(" ".join(f"anew{number}" for number in range(30)), source=revised)
        assert sorted(sources_over_share()) == [source.pk, revised.pk]

    def test_counts_strangers_apart(self, source: Source) -> None:
        other = make.make_source()
        make.make_capture(other, TEXT)
        quote(source, 0, 30)
        quote(other, 0, 30)
        assert sources_over_share() == []

    def test_counts_what_is_quoted_from_an_older_capture(self, source: Source) -> None:
        quote(source, 0, 30)
        ExcerptAnchor.objects.update(capture=make.make_capture(make.make_source(), TEXT))
        quote(source, 50, 80)
        assert sources_over_share() == [source.pk]
