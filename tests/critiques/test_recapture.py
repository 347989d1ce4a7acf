"""A source captured again: what becomes of the places of its quotations, and who decides."""

import pytest
from django.test import Client

from critiques.capturing import forecast, keep
from critiques.models import AlreadyDecided, Excerpt, Reanchoring, Source
from critiques.quotation import Span, anchoring
from critiques.quotation.versions import Compared
from tests import factories as make

pytestmark = pytest.mark.django_db

OLD = (
    "First comes a remark about money. Then the essay says that the film adores its heroine "
    "without ever asking what she wants. A word on the music follows. The last line is about snow."
)
NEW = (
    "An editor's note stands here now. First comes a remark about money. Then the essay says that "
    "the film loves its heroine without ever asking what she needs. The last line is about snow."
)
KEPT = "First comes a remark about money."
CHANGED = "the film adores its heroine without ever asking what she wants"
NOW = "the film loves its heroine without ever asking what she needs"
ORPHANED = "A word on the music follows."
TWICE = "Nobody is saved here, he says."


@pytest.fixture
def source() -> Source:
    source = make.make_source()
    make.make_capture(source, OLD)
    for words in (KEPT, CHANGED, ORPHANED):
        make.make_excerpt(words, source=source)
    make.make_capture(source, NEW)
    return source


def of(words: str) -> Reanchoring:
    return Reanchoring.objects.get(excerpt__text=words)


def test_each_place_is_carried_over_or_waits(source: Source) -> None:
    assert [of(words).outcome for words in (KEPT, CHANGED, ORPHANED)] == [
        "kept",
        "changed",
        "orphaned",
    ]
    assert {place.excerpt.text for place in Reanchoring.objects.waiting()} == {CHANGED, ORPHANED}


def test_what_was_kept_is_anchored_in_the_new_text(source: Source) -> None:
    excerpt = Excerpt.objects.get(text=KEPT)

    assert not excerpt.source_changed
    assert NEW[excerpt.anchor.start : excerpt.anchor.end] == KEPT
    assert excerpt.anchor.capture.text == NEW


@pytest.mark.parametrize("words", [CHANGED, ORPHANED])
def test_what_was_changed_stays_public_as_it_stood_and_says_so(
    source: Source, words: str, client: Client
) -> None:
    excerpt = Excerpt.objects.get(text=words)

    assert (excerpt.quotation_state, excerpt.source_changed) == ("verbatim", True)
    assert excerpt.anchor.capture.text == OLD
    assert excerpt.is_public
    page = client.get(excerpt.get_absolute_url()).content.decode()
    assert "Checked: word for word; source changed since" in page


def test_the_new_words_are_taken_over(source: Source) -> None:
    editor, place = make.make_editor(), of(CHANGED)

    place.take_new_words(by=editor)

    excerpt = place.excerpt
    excerpt.refresh_from_db()
    assert (excerpt.text, excerpt.quotation_state) == (NOW, "verbatim")
    assert not excerpt.source_changed
    place.refresh_from_db()
    assert (place.decision, place.decided_by) == ("new_words", editor)


def test_the_old_words_stay(source: Source) -> None:
    of(ORPHANED).leave_old_words(by=make.make_editor())

    excerpt = Excerpt.objects.get(text=ORPHANED)
    assert excerpt.source_changed
    assert excerpt.is_public
    assert not Reanchoring.objects.waiting().filter(excerpt=excerpt).exists()


def test_there_are_no_new_words_for_what_is_gone(source: Source) -> None:
    with pytest.raises(AlreadyDecided):
        of(ORPHANED).take_new_words(by=make.make_editor())


def test_a_place_is_decided_once(source: Source) -> None:
    place, as_a_colleague_has_it = of(CHANGED), of(CHANGED)
    place.leave_old_words(by=make.make_editor())

    with pytest.raises(AlreadyDecided):
        as_a_colleague_has_it.take_new_words(by=make.make_editor())
    assert Excerpt.objects.filter(text=CHANGED).exists()


def test_a_source_that_goes_back_to_its_old_words_is_in_order_again(source: Source) -> None:
    make.make_capture(source, OLD)

    assert not Excerpt.objects.filter(source_changed=True).exists()


def test_words_that_were_repeated_stay_at_their_own_place() -> None:
    old = "He laughs at last. They part. He laughs at last. The end is near."
    new = "He laughs at last. They part for good. He laughs at last. The end is near."
    source = make.make_source()
    capture = make.make_capture(source, old)
    excerpt = make.make_excerpt("He laughs at last.", source=source, published=False)
    [_, second] = excerpt.verdict().check.occurrences
    excerpt.choose_place(capture, second)
    excerpt.save()

    make.make_capture(source, new)

    excerpt.refresh_from_db()
    assert (excerpt.quotation_state, excerpt.source_changed) == ("verbatim", False)
    assert excerpt.anchor.start == new.rindex("He laughs")


def test_a_place_that_is_gone_is_not_said_to_be_where_the_same_words_stand() -> None:
    old = f"{TWICE} First of all it is cold. A word on the music follows, and it is kind. {TWICE}"
    source = make.make_source()
    capture = make.make_capture(source, old)
    excerpt = make.make_excerpt(TWICE, source=source, published=False)
    excerpt.choose_place(capture, excerpt.verdict().check.occurrences[0])
    excerpt.save()

    newest = make.make_capture(source, old.removeprefix(TWICE).strip())

    for again in (excerpt.refresh_from_db, excerpt.save, excerpt.recheck):
        again()
        assert (excerpt.quotation_state, excerpt.source_changed) == ("verbatim", True)
        assert excerpt.current_anchor().capture == capture
    assert Reanchoring.objects.waiting().get().outcome == "orphaned"
    excerpt.choose_place(newest, Span(newest.text.index(TWICE), len(newest.text)))
    excerpt.save()
    assert (excerpt.source_changed, excerpt.current_anchor().capture) == (False, newest)


def test_a_quotation_that_only_the_new_text_proves_is_proved() -> None:
    source = make.make_source()
    make.make_capture(source, "A first and careless copy of the page.")
    excerpt = make.make_excerpt("Nobody is saved in it.", source=source, published=False)
    assert excerpt.quotation_state == "absent"

    make.make_capture(source, "A careful copy of the page. Nobody is saved in it.")

    excerpt.refresh_from_db()
    assert excerpt.quotation_state == "verbatim"


def test_two_texts_are_compared_once_for_all_passages(monkeypatch: pytest.MonkeyPatch) -> None:
    source = make.make_source()
    make.make_capture(source, "\n".join(f"Line {n} tells of {n} boats." for n in range(30)))
    for n in range(30):
        make.make_excerpt(f"Line {n} tells of {n} boats.", source=source)
    compared = []
    monkeypatch.setattr(
        anchoring, "Compared", lambda *texts: compared.append(texts) or Compared(*texts)
    )

    lines = (f"Now line {n} tells of {n} boats." for n in range(30))
    proposed = make.make_capture(source, "\n".join(lines), kept=False)
    assert forecast(proposed).total() == 30
    keep(proposed)

    assert compared == [compared[0]] * 2
    assert Reanchoring.objects.count() == 30
