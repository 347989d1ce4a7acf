"""What cannot be is refused by the form, with a sentence that helps."""

import re

import pytest
from django.contrib import admin
from django.forms.widgets import Input
from django.test import Client, RequestFactory

from critiques.models import Excerpt, Response, Source, Theme
from filmography.identifiers import SCHEMES
from filmography.models import Film, Person, Scene
from tests import factories as make
from tests.admin.desk import errors, new_rows, row, send, url

BROWSERS_READ = {"number", "date", "time", "datetime-local", "month", "week", "range"}
YEARS = "Write a year from 1870 to 2100."
TO_ITSELF = "An excerpt cannot respond to itself. Choose another."
ENDS_FIRST = "The scene ends before it starts. Give a start, and an end that is not earlier."


@pytest.mark.parametrize("year", ["99999", "0", "1869", str(10**400)])
def test_an_impossible_year(editor: Client, year: str) -> None:
    assert YEARS in errors(send(editor, url(Film, "add"), title="New", year=year))
    assert not Film.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed"), [("year", "1987-88"), ("runtime_minutes", "95-96"), ("budget_amount", "6m")]
)
def test_what_is_no_number_is_refused_and_kept(editor: Client, field: str, typed: str) -> None:
    film = make.make_film(year=1987, runtime_minutes=95)
    page = send(editor, url(film), data={field: typed})
    assert errors(page) == ["Enter a whole number."]
    assert f'value="{typed}"' in page.content.decode()


def test_what_is_refused_does_not_name_the_page(editor: Client) -> None:
    page = send(editor, url(make.make_film("Anora")), title="Tangerine", year="99999")
    heads = re.findall(r"<(?:h2|title)[^>]*>[^<]*", page.content.decode())
    assert any("Anora" in head for head in heads)
    assert not any("Tangerine" in head for head in heads)
    assert 'value="Tangerine"' in page.content.decode()


def test_an_address_is_pasted_whole_where_an_identifier_is_asked_for(editor: Client) -> None:
    film, address = make.make_film(), "https://www.imdb.com/{}/?ref_=nv_sr_srsg_0_tt_8_nm_0_q_a"
    form = editor.get(url(film)).content.decode()
    assert "maxlength" not in re.search(r'<input[^>]*name="imdb_id"[^>]*>', form)[0]

    page = send(editor, url(film), imdb_id=address.format("name/nm0000631"))
    assert errors(page) == [SCHEMES["imdb title"].advice]
    assert send(editor, url(film), imdb_id=address.format("title/tt0137523")).status_code == 302
    assert Film.objects.get().imdb_id == "tt0137523"


def test_a_closed_section_with_an_error_opens(editor: Client) -> None:
    page = send(editor, url(make.make_film()), budget_amount="6m").content.decode()
    closed = re.findall(r"<details><summary>\s*<h2[^>]*>([^<]+)<", page)
    assert ("Elsewhere" in closed, "Money" in closed) == (True, False)


def test_no_form_has_a_field_of_which_a_browser_sends_only_numbers(
    editor: Client, rf: RequestFactory
) -> None:
    request = rf.get("/")
    request.user = editor.user
    for each in admin.site._registry.values():
        used = [each.get_form(request)]
        used += [inline.get_formset(request).form for inline in each.get_inline_instances(request)]
        numeric = {
            name
            for form in used
            for name, field in form.base_fields.items()
            if isinstance(field.widget, Input) and field.widget.input_type in BROWSERS_READ
        }
        assert not numeric, each


def test_an_impossible_year_of_an_award(editor: Client) -> None:
    award = {"organisation": make.make_organisation().pk, "category": "Best", "outcome": "won"}
    data = new_rows("awards", {**award, "year": "99999"})
    assert errors(send(editor, url(make.make_film()), data=data)) == [YEARS]


def test_a_scene_that_ends_before_it_starts(editor: Client) -> None:
    scene = {"title": "The ring", "start": "1:00:00", "end": "0:59:59"}
    film = make.make_film()
    assert errors(send(editor, url(film), data=new_rows("scenes", scene))) == [ENDS_FIRST]
    assert errors(send(editor, url(Scene, "add"), film=film.pk, **scene)) == [ENDS_FIRST]


@pytest.mark.parametrize("moment", ["half past", "1:99:00", "-1", "9" * 30, "1:2:3:4"])
def test_a_timecode_that_is_none(editor: Client, moment: str) -> None:
    scene = {"title": "The ring", "start": moment}
    film = make.make_film()
    assert len(errors(send(editor, url(film), data=new_rows("scenes", scene)))) == 1


def test_a_locator_that_is_none_is_refused_at_its_field(editor: Client) -> None:
    excerpt = make.make_excerpt()
    page = send(
        editor, url(excerpt), locator_label="timecode", locator_from="abc", locator_to="1:99"
    )
    assert [sentence[:6] for sentence in errors(page)] == ["“abc” ", "“1:99”"]
    assert set(page.context["adminform"].form.errors) == {"locator_from", "locator_to"}
    assert 'value="abc"' in page.content.decode()


def test_a_version_of_another_film(editor: Client) -> None:
    other = make.make_film()
    version = other.versions.create(name="Cut")
    data = {"title": "The ring", "version": version.pk}
    found = errors(send(editor, url(make.make_film()), data=new_rows("scenes", data)))
    assert found == ["This version belongs to another film."]


def test_a_response_to_itself(editor: Client) -> None:
    excerpt = make.make_excerpt()
    itself = {"relation": "answers", "to_excerpt": excerpt.pk, "justification": "Because."}
    in_row = new_rows("responses_made", itself)
    assert errors(send(editor, url(excerpt), data=in_row)) == [TO_ITSELF]
    page = send(editor, url(Response, "add"), from_excerpt=excerpt.pk, **itself)
    assert errors(page) == [TO_ITSELF]


def test_a_source_that_is_a_version_of_itself(editor: Client) -> None:
    source = make.make_source()
    data = new_rows("relations", {"kind": "reprint", "original": source.pk})
    assert errors(send(editor, url(source), data=data)) == [
        "A source cannot be a version of itself."
    ]


def test_a_row_can_be_replaced_by_one_like_it(editor: Client) -> None:
    film, person = make.make_film(), make.make_person()
    make.make_credit(film, person)
    data = new_rows("credits", {"person": person.pk, "role": "director"}, initial=1)
    assert errors(send(editor, url(film), data=data | row("credits", 0, DELETE="on"))) == []
    assert film.credits.count() == 1


def test_a_subject_that_is_nothing_or_two(editor: Client) -> None:
    excerpt, film, person = make.make_excerpt(), make.make_film(), make.make_person()
    for subject in ({"stance": "mixed"}, {"film": film.pk, "person": person.pk}):
        data = new_rows("subjects", {"role": "subject", **subject}, initial=1)
        [sentence] = errors(send(editor, url(excerpt), data=data))
        assert sentence == "A subject is one film or one person. Add a row for each."


def test_the_same_film_twice(editor: Client) -> None:
    excerpt = make.make_excerpt(about=make.make_film())
    film = excerpt.subjects.get().film
    data = new_rows("subjects", {"film": film.pk, "role": "subject"}, initial=1)
    assert errors(send(editor, url(excerpt), data=data))
    assert excerpt.subjects.count() == 1


def test_a_quotation_in_another_language_than_its_source(editor: Client) -> None:
    make.make_language("fr", "French")
    [sentence] = errors(send(editor, url(make.make_excerpt()), language="fr"))
    assert sentence == "A quotation stands in the language of its source. Add a translation below."


def test_a_theme_under_itself(editor: Client) -> None:
    theme = make.make_theme()
    narrower = make.make_theme(broader=theme)
    assert errors(send(editor, url(theme), broader=narrower.pk)) == [
        "This theme would become broader than itself."
    ]


def test_a_full_text_that_the_rights_do_not_allow(editor: Client) -> None:
    [sentence] = errors(send(editor, url(make.make_source()), full_text="All of it."))
    assert sentence.startswith("The full text may stand here only if the rights allow it")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://example.org", "example"])
def test_an_address_that_is_not_on_the_web(editor: Client, address: str) -> None:
    assert errors(send(editor, url(make.make_source()), data={"url": address}))


@pytest.mark.parametrize("date", ["yesterday", "2024-13", "2024-02-30", "99999"])
def test_a_date_that_is_none(editor: Client, date: str) -> None:
    assert errors(send(editor, url(make.make_source()), published_on=date))
    assert errors(send(editor, url(make.make_person()), born=date))


@pytest.mark.parametrize("name", ["", " ", "\u200b", "\x00", "\u202e", "\u3164"])
def test_a_name_of_nothing_visible(editor: Client, name: str) -> None:
    for model, field in ((Person, "name"), (Theme, "name"), (Film, "title"), (Source, "title")):
        assert errors(send(editor, url(model, "add"), data={field: name})), model
        assert not model.objects.exists()


def test_text_is_cleaned_on_its_way_in(editor: Client) -> None:
    send(editor, url(Film, "add"), title=" Cle\u0301o\u202e\x07 ")
    assert Film.objects.get().title == "Cléo"


def test_a_pseudonym_without_a_source(editor: Client) -> None:
    person, other = make.make_person(), make.make_person()
    [sentence] = errors(send(editor, url(person), pseudonym_of=other.pk))
    assert sentence.startswith("Say where it is publicly known")


def test_an_address_that_another_record_has(editor: Client) -> None:
    taken = make.make_film().slug
    found = errors(send(editor, url(make.make_film()), slug=taken))
    assert found == ["Another record has this address. Choose a different one."]


def test_a_form_without_its_inlines_is_not_saved_halfway(editor: Client) -> None:
    excerpt = make.make_excerpt("Old words.")
    editor.post(url(excerpt), {"text": "New words.", "source": excerpt.source_id, "_save": "on"})
    assert Excerpt.objects.get().text == "Old words."


@pytest.mark.parametrize(
    "query",
    [
        "p=-1", "p=1000000000", "p=abc", "p=%00", "year=99999999999999999999", "o=9.9.9", "o=x",
        "publication=nonsense", "missing=nonsense", "missing=%00", "q=%00", "publication=%00",
        "all=1", "e=1", "genres__id__exact=abc", "genres__id__exact=" + "9" * 30,
        "form__exact=%00", "unknown=1", "title__regex=(", "year__in=" + "9" * 30, "form=1",
        "in_scope__exact=x", "password=1", "_facets=True", "q=" + "x" * 10_000,
    ],
)  # fmt: skip
def test_any_query_of_a_list_is_answered(editor: Client, query: str) -> None:
    make.make_film()
    assert editor.get(f"{url(Film)}?{query}", follow=True).status_code in (200, 400)


@pytest.mark.parametrize("value", ["abc", "9" * 30, "%00", "-1", "1,2,x"])
def test_any_prefilled_form_is_answered(editor: Client, value: str) -> None:
    for field in ("source", "language", "scenes", "themes", "position", "kind", "spoiler"):
        assert editor.get(f"{url(Excerpt, 'add')}?{field}={value}").status_code == 200


ANSWERS = {200, 400, 404, 405, 409}


@pytest.mark.parametrize("key", ["abc", "9" * 30, "%00", "0"])
def test_any_key_of_a_record_is_answered(editor: Client, key: str) -> None:
    for view in ("change", "delete", "history"):
        address = url(make.make_film(), view).rsplit("/", 3)[0]
        for ask in (editor.get, editor.post):
            assert ask(f"{address}/{key}/{view}/", follow=True).status_code in ANSWERS


def test_rows_that_somebody_made_up_are_refused(editor: Client) -> None:
    film = make.make_film()
    for value in ("abc", "9" * 30, "-1", "\x00"):
        data = new_rows("credits", {"person": value, "role": "director"})
        assert errors(send(editor, url(film), data=data)), value
    data = row("credits", 0, id="9" * 30) | {
        "credits-TOTAL_FORMS": "1",
        "credits-INITIAL_FORMS": "1",
    }
    assert send(editor, url(film), data=data).status_code == 200


def test_a_row_that_stands_there_twice_is_named_by_its_own_sentence(editor: Client) -> None:
    film, person = make.make_film(), make.make_person()
    credit = {"person": person.pk, "role": "director", "character": "", "position": 1}
    said = errors(send(editor, url(film), data=new_rows("credits", credit, credit)))
    assert "This person has this credit already." in said
    assert not any("duplicate" in sentence for sentence in said)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("I went", "These words do not stand in the text. Copy them from it."),
        ("We", "These words stand there several times. Copy more of them."),
    ],
)
def test_words_of_a_voice_that_have_no_certain_place(
    editor: Client, words: str, sentence: str
) -> None:
    excerpt = make.make_excerpt("– We stayed. – We left.", about=make.make_film())
    voice = {"name": "Somebody", "words": words, "position": 1}
    assert errors(send(editor, url(excerpt), data=new_rows("voices", voice))) == [sentence]


def test_a_voice_keeps_its_words_when_the_text_is_edited(editor: Client) -> None:
    excerpt = make.make_excerpt("– We stayed. – We left.", about=make.make_film())
    voice = {"name": "Somebody", "words": "We left.", "position": 1}
    send(editor, url(excerpt), data=new_rows("voices", voice))
    assert excerpt.voices.values_list("start", "end").get() == (15, 23)

    send(editor, url(excerpt), text="– Once we stayed. – We left.", correction_note="As printed.")
    assert excerpt.voices.values_list("start", "end").get() == (20, 28)
    send(editor, url(excerpt), data={"voices-0-words": ""})
    assert excerpt.voices.values_list("start", "end").get() == (None, None)
