"""The workbench: passages are taken from a captured text, never retyped."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from critiques.admin import workbench
from critiques.models import Capture, CaptureRead, Excerpt, Source
from filmography.models import Film
from tests import factories as make
from tests.admin.desk import told, url

pytestmark = pytest.mark.django_db

TEXT = (
    "The title 😀 of the piece\n\nNobody 𝔘 leaves the party early, and nobody counts the hours.\n\n"
    "Somebody counts the bottles. Nobody 𝔘 leaves."
)
WORDS = "Nobody 𝔘 leaves the party early, and nobody counts the hours."


@pytest.fixture
def source(db: None) -> Source:
    source = make.make_source()
    make.make_capture(source, TEXT)
    return source


@pytest.fixture
def film(db: None) -> Film:
    return make.make_film()


def bench(source: Source, view: str = "workbench") -> str:
    return reverse(f"admin:critiques_source_{view}", args=[source.pk])


def fields(source: Source, words: str, **values: Any) -> dict[str, Any]:
    start = TEXT.index(words) if words in TEXT else ""
    return {
        "capture": Capture.objects.current_of(source.pk).pk,
        "start": start,
        "end": start + len(words) if words in TEXT else "",
        "text": words,
        "kind": "quotation",
        **values,
    }


def take(client: Client, source: Source, words: str, **values: Any) -> HttpResponse:
    return client.post(bench(source), {**fields(source, words, **values)})


def test_a_passage_is_taken_with_all_that_is_said_of_it(
    editor: Client, source: Source, film: Film
) -> None:
    person, theme, scene = make.make_person(), make.make_theme(), make.make_scene(film)
    answer = take(
        editor,
        source,
        WORDS,
        films=[film.pk],
        people=[person.pk],
        stance="mixed",
        themes=[theme.pk],
        scenes=[scene.pk],
        voice=person.pk,
        spoiler="on",
        content_notes="Talks of drink.",
    )

    excerpt = Excerpt.objects.get()
    assert answer.url == f"{bench(source)}#passage-{excerpt.pk}"
    assert (excerpt.text, excerpt.quotation_state, excerpt.state) == (WORDS, "verbatim", "draft")
    assert excerpt.anchor.span == (TEXT.index(WORDS), TEXT.index(WORDS) + len(WORDS))
    assert excerpt.locator_text == "paragraph 2"
    subjects = excerpt.subjects.all()
    assert [subject.target for subject in subjects] == [film, person]
    assert {subject.stance for subject in subjects} == {"mixed"}
    assert list(excerpt.themes.all()) == [theme]
    assert list(excerpt.scenes.all()) == [scene]
    assert excerpt.voices.get().person == person
    assert (excerpt.spoiler, excerpt.content_notes) == (True, "Talks of drink.")


def test_the_place_decides_among_words_that_are_repeated(editor: Client, source: Source) -> None:
    place = TEXT.rindex("Nobody 𝔘 leaves")
    take(editor, source, "Nobody 𝔘 leaves", start=place, end=place + len("Nobody 𝔘 leaves"))

    excerpt = Excerpt.objects.get()
    assert (excerpt.quotation_state, excerpt.anchor.start) == ("verbatim", place)


def test_it_is_published_at_once_if_that_is_pressed(
    editor: Client, source: Source, film: Film
) -> None:
    answer = take(editor, source, WORDS, films=[film.pk], _publish="on")

    assert Excerpt.objects.get().is_public
    assert "published" in told(answer)[0]


def test_what_cannot_be_published_stays_a_draft_and_says_why(
    editor: Client, source: Source, film: Film
) -> None:
    words = "Nobody ever leaves the party early."
    answer = take(editor, source, words, films=[film.pk], _publish="on")

    excerpt = Excerpt.objects.get()
    assert (excerpt.state, excerpt.quotation_state) == ("draft", "altered")
    assert any("differ from those of the source" in sentence for sentence in told(answer))
    assert any(
        url(excerpt) in sentence and "kept as a draft" in sentence for sentence in told(answer)
    )
    assert "#" not in answer["Location"], "the messages stand at the top"


def test_words_that_are_copied_without_a_place_are_found(editor: Client, source: Source) -> None:
    take(editor, source, WORDS, start="", end="")

    assert Excerpt.objects.get().quotation_state == "verbatim"


def test_what_was_said_of_the_last_passage_is_offered_for_the_next(
    editor: Client, source: Source, film: Film
) -> None:
    person = make.make_person()
    take(editor, source, WORDS, films=[film.pk], stance="mixed", voice=person.pk)

    initial = editor.get(bench(source)).context["form"].initial
    assert initial["films"] == [film.pk]
    assert (initial["stance"], initial["voice"]) == ("mixed", person.pk)


def test_passages_stand_in_the_order_of_the_text(editor: Client, source: Source) -> None:
    for words in ("Somebody counts the bottles.", WORDS, "The title 😀 of the piece"):
        take(editor, source, words)

    in_order = Excerpt.objects.filter(source=source).in_source_order()
    assert [excerpt.anchor.start for excerpt in in_order] == sorted(
        excerpt.anchor.start for excerpt in in_order
    )


def test_the_text_shows_what_was_taken(editor: Client, source: Source) -> None:
    take(editor, source, WORDS)
    excerpt = Excerpt.objects.get()

    page = editor.get(bench(source))
    assert f'<mark id="passage-{excerpt.pk}" data-state="draft">{WORDS}</mark>' in (
        page.content.decode()
    )


def test_carriage_returns_reach_the_browser_as_such(editor: Client) -> None:
    source = make.make_source()
    make.make_capture(source, "One line.\r\nAnd <another> & line.")

    assert "One line.&#13;\nAnd &lt;another&gt; &amp; line." in (
        editor.get(bench(source)).content.decode()
    )


def test_without_a_capture_one_is_asked_for(editor: Client) -> None:
    source = make.make_source()
    answer = editor.get(bench(source))

    assert answer.url == reverse("admin:critiques_source_capture_add", args=[source.pk])


def test_a_long_text_comes_in_parts(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbench, "MOST_CHARACTERS", 100)
    source = make.make_source()
    text = "\n".join(f"Paragraph {number} of a long text." for number in range(20))
    make.make_capture(source, text)

    parts = [editor.get(bench(source), {"part": part}).context["part"] for part in range(1, 20)]
    total = parts[0].total
    assert total > 5
    shown = "".join(segment.text for part in parts[:total] for segment in part.segments)
    assert shown == text
    assert all(text.startswith(part.segments[0].text, part.start) for part in parts[:total])
    for nonsense in ("0", "-1", "abc", "9" * 30, ""):
        assert editor.get(bench(source), {"part": nonsense}).status_code == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"text": ""},
        {"text": "\u200b\u2060"},
        {"capture": "999999"},
        {"capture": "x"},
        {"start": "-1"},
        {"end": "999999", "start": "5"},
        {"kind": "rumour"},
        {"films": ["999999"]},
        {"themes": ["x"]},
        {"stance": "4 stars"},
        {"content_notes": "x" * 301},
    ],
)
def test_bad_input_is_refused_in_a_sentence_and_what_was_typed_is_kept(
    editor: Client, source: Source, changes: dict[str, Any]
) -> None:
    answer = take(editor, source, WORDS, **changes)

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert answer.context["form"]["text"].value() == changes.get("text", WORDS)
    assert not Excerpt.objects.exists()


@pytest.mark.parametrize(
    ("words", "state"),
    [
        (TEXT, "verbatim"),
        ("\u202enobody counts the hours\u202c", "verbatim"),
        ("nobody counts ] the hours", "altered"),
        ("nobody counts [a [b] c hours", "altered"),
        ("Nobody leaves … " * 10_000, "absent"),
    ],
    ids=["whole", "bidirectional", "unbalanced", "nested", "omissions"],
)
def test_hostile_words_are_judged_and_stay_drafts_unless_proved(
    editor: Client, source: Source, words: str, state: str
) -> None:
    answer = take(editor, source, words, _publish="on")

    assert answer.status_code == 302
    excerpt = Excerpt.objects.get()
    assert excerpt.quotation_state == state
    assert not excerpt.is_public


class TestALook:
    def look(self, client: Client, source: Source, words: str, **values: Any) -> HttpResponse:
        return client.post(bench(source, "look"), fields(source, words, **values))

    def test_says_what_is_found_and_stores_nothing(self, editor: Client, source: Source) -> None:
        answer = self.look(editor, source, WORDS)

        finding = answer.context["finding"]
        assert (finding.seal.kind, finding.locator) == ("checked", "paragraph 2")
        assert "With it: 11 of" in answer.content.decode()
        assert not Excerpt.objects.exists()

    def test_is_written_down(self, editor: Client, source: Source) -> None:
        self.look(editor, source, WORDS)

        read = CaptureRead.objects.get()
        assert (read.by_name, read.why) == (editor.user.username, "checking")

    def test_shows_what_differs(self, editor: Client, source: Source) -> None:
        answer = self.look(editor, source, "Nobody ever leaves the party early")

        assert answer.context["finding"].seal.kind == "unproved"
        assert "<del>ever</del>" in answer.content.decode()

    def test_names_another_source_that_has_the_words(self, editor: Client, source: Source) -> None:
        other = make.make_source("The other one")
        make.make_capture(other, "Before. Here a quite different sentence is to be found. After.")
        answer = self.look(editor, source, "Here a quite different sentence is to be found.")

        assert answer.context["finding"].elsewhere == other

    def test_names_passages_that_quote_the_same_words(self, editor: Client, source: Source) -> None:
        take(editor, source, WORDS)
        answer = self.look(editor, source, "nobody counts the hours")

        assert answer.context["finding"].overlapping == [Excerpt.objects.get()]

    @pytest.mark.parametrize("words", ["", "\u200b", "[…]" * 3000, "a" * 100_000, "[" * 5000])
    def test_answers_whatever_is_typed(self, editor: Client, source: Source, words: str) -> None:
        assert self.look(editor, source, words).status_code == 200

    def test_is_for_those_who_may_read_captures(self, moderator: Client, source: Source) -> None:
        assert self.look(moderator, source, WORDS).status_code == 403

    def test_is_never_a_get(self, editor: Client, source: Source) -> None:
        assert editor.get(bench(source, "look")).status_code == 405


class TestAnnotating:
    def annotate(self, client: Client, excerpt: Excerpt, **values: Any) -> HttpResponse:
        address = reverse("admin:critiques_excerpt_annotate", args=[excerpt.pk])
        sent = {"kind": "context", "body": "A note.", "occurrence": "1", **values}
        return client.post(address, sent)

    def test_a_note_is_placed_where_the_words_were_selected(self, editor: Client) -> None:
        excerpt = make.make_excerpt("One 😀 dog sees another dog.")
        place = excerpt.text.rindex("dog")
        answer = self.annotate(editor, excerpt, exact="dog", start=place, end=place + 3)

        note = excerpt.annotations.get()
        assert answer.status_code == 302
        assert (note.start, note.exact, note.state) == (place, "dog", "draft")
        assert note.author == editor.user

    def test_without_a_place_the_occurrence_decides(self, editor: Client) -> None:
        excerpt = make.make_excerpt("One dog sees another dog.")
        self.annotate(editor, excerpt, exact="dog", occurrence="2")

        assert excerpt.annotations.get().start == excerpt.text.rindex("dog")

    def test_a_place_that_does_not_fit_is_not_believed(self, editor: Client) -> None:
        excerpt = make.make_excerpt("One dog sees another dog.")
        self.annotate(editor, excerpt, exact="dog", start=0, end=3)

        assert excerpt.annotations.get().start == 4

    def test_words_that_are_not_there_are_refused_and_kept(self, editor: Client) -> None:
        excerpt = make.make_excerpt("One dog sees another dog.")
        answer = self.annotate(editor, excerpt, exact="cat", body="Typed")

        assert answer.status_code == 200
        assert answer.context["form"]["body"].value() == "Typed"
        assert not excerpt.annotations.exists()

    def test_it_is_published_at_once_if_that_is_pressed(self, editor: Client) -> None:
        excerpt = make.make_excerpt("One dog sees another dog.")
        self.annotate(editor, excerpt, exact="One dog", _publish="on")

        assert excerpt.annotations.published().exists()

    def test_it_is_for_editors(self, moderator: Client) -> None:
        assert self.annotate(moderator, make.make_excerpt(), exact="Words").status_code == 403
