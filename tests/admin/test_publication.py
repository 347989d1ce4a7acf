"""Publishing and withdrawing at the desk: by buttons, by actions, with reasons for refusals."""

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from critiques.models import Excerpt
from filmography.models import Film
from tests import factories as make
from tests.admin.desk import errors, new_rows, send, told, url


def act(client: Client, action: str, *records: object, **data: str) -> object:
    model = type(records[0])
    ticked = {"action": action, "_selected_action": [record.pk for record in records]}
    return client.post(url(model), ticked | data)


def buttons(client: Client, record: object) -> set[str]:
    context = client.get(url(record)).context
    found = {move.name for move in context.get("moves", [])}
    return found | ({"withdraw"} if context.get("withdraw_url") else set())


class TestButtons:
    @pytest.mark.parametrize(
        ("state", "offered"),
        [
            ("draft", {"publish", "send_to_review"}),
            ("in_review", {"publish", "return_to_draft"}),
            ("published", {"withdraw"}),
            ("withdrawn", {"publish", "return_to_draft"}),
        ],
    )
    def test_are_those_that_the_state_allows(
        self, editor: Client, state: str, offered: set[str]
    ) -> None:
        film = make.make_film()
        Film.objects.filter(pk=film.pk).update(state=state)
        assert buttons(editor, film) == offered

    def test_of_a_moderator(self, moderator: Client) -> None:
        assert buttons(moderator, make.make_film()) == {"withdraw"}

    def test_stand_behind_save_which_the_enter_key_presses(self, editor: Client) -> None:
        page = editor.get(url(Film, "add")).content.decode()
        assert 0 < page.index('name="_save"') < page.index('name="_publish"')

    def test_are_not_in_popups(self, editor: Client) -> None:
        page = editor.get(f"{url(Film, 'add')}?_popup=1").content.decode()
        assert "_publish" not in page

    def test_save_and_publish(self, editor: Client) -> None:
        page = send(editor, url(Film, "add"), press="_publish", title="New")
        assert Film.objects.get(title="New").is_public
        assert "1 film published." in told(page)

    def test_save_and_send_to_review_and_back(self, editor: Client) -> None:
        film = make.make_film(published=False)
        send(editor, url(film), press="_send_to_review", title="Changed")
        film.refresh_from_db()
        assert (film.state, film.title) == ("in_review", "Changed")
        send(editor, url(film), press="_return_to_draft")
        film.refresh_from_db()
        assert film.state == "draft"

    def test_a_refusal_keeps_what_was_typed_and_says_why(self, editor: Client) -> None:
        source = make.make_source()
        page = send(
            editor, url(Excerpt, "add"), press="_publish", source=source.pk, text="New words."
        )
        excerpt = Excerpt.objects.get(text="New words.")
        assert excerpt.state == "draft"
        assert page.url == url(excerpt)
        assert "Say first which film or person it is about." in " ".join(told(page))

    def test_what_readers_do_not_see_yet_is_said_to_be_so(self, editor: Client) -> None:
        source = make.make_source(published=False)
        excerpt = make.make_excerpt(source=source, published=False)
        page = send(editor, url(excerpt), press="_publish")
        assert "not visible to readers yet" in " ".join(told(page))
        assert "not visible to readers" in editor.get(url(excerpt)).content.decode()

    def test_a_form_that_is_wrong_publishes_nothing(self, editor: Client) -> None:
        film = make.make_film(published=False)
        assert errors(send(editor, url(film), press="_publish", title=""))
        film.refresh_from_db()
        assert film.state == "draft"


class TestActions:
    def test_publish_all_that_are_ready_and_say_what_the_others_lack(self, editor: Client) -> None:
        ready = make.make_excerpt(published=False)
        unready = make.make_excerpt("Of nothing.", published=False)
        unready.subjects.all().delete()
        page = act(editor, "publish", ready, unready)
        assert ready.__class__.objects.get(pk=ready.pk).state == "published"
        assert told(page) == [
            "“Of nothing.” was not published. Say first which film or person it is about.",
            "1 excerpt published.",
        ]

    def test_refuse_what_is_in_another_state(self, editor: Client) -> None:
        film = make.make_film("Anora")
        [sentence] = told(act(editor, "publish", film))
        assert sentence.startswith("“Anora” was not published.")
        assert "is published; it cannot become published" in sentence

    def test_are_written_into_the_history(self, editor: Client) -> None:
        film = make.make_film(published=False)
        act(editor, "publish", film)
        entry = LogEntry.objects.get(object_id=str(film.pk))
        assert (entry.user, entry.change_message) == (editor.user, "Now published.")


class TestWithdrawing:
    def test_asks_first_and_changes_nothing_meanwhile(self, moderator: Client) -> None:
        film = make.make_film("Anora")
        assert "Anora" in act(moderator, "withdraw", film).content.decode()
        assert "Anora" in moderator.get(url(film, "withdraw")).content.decode()
        film.refresh_from_db()
        assert film.state == "published"

    @pytest.mark.parametrize("role", ["moderator", "editor", "administrator"])
    def test_one_from_its_form(self, as_role: object, role: str) -> None:
        film = make.make_film()
        page = as_role(role).post(url(film, "withdraw"), {"confirmed": "on", "notice": "Wrong."})
        assert page.url == url(Film)
        film.refresh_from_db()
        assert (film.state, film.withdrawal_notice) == ("withdrawn", "Wrong.")

    def test_several_from_the_list(self, moderator: Client) -> None:
        films = [make.make_film(), make.make_film()]
        page = act(moderator, "withdraw", *films, confirmed="on", notice="Wrong.")
        assert told(page) == ["2 films withdrawn."]
        assert set(Film.objects.values_list("withdrawal_notice", flat=True)) == {"Wrong."}

    def test_all_that_the_list_holds(self, editor: Client) -> None:
        films = [make.make_film(year=2024) for _ in range(60)]
        asked = act(editor, "withdraw", films[0], select_across="1")
        assert asked.context["records"].count() == 60
        act(editor, "withdraw", films[0], select_across="1", confirmed="on")
        assert not Film.objects.published().exists()

    def test_a_draft_is_refused(self, editor: Client) -> None:
        film = make.make_film(published=False)
        page = editor.post(url(film, "withdraw"), {"confirmed": "on"})
        assert "was not withdrawn" in told(page)[0]

    def test_a_notice_that_is_too_long_is_asked_for_again(self, editor: Client) -> None:
        film = make.make_film()
        page = editor.post(url(film, "withdraw"), {"confirmed": "on", "notice": "x" * 501})
        assert page.context["form"].errors

    @pytest.mark.parametrize("key", ["0", "99999999999999999999", "abc", "1_5F"])
    def test_what_does_not_exist(self, editor: Client, key: str) -> None:
        page = editor.get(reverse("admin:filmography_film_withdraw", args=[key]))
        assert page.url == reverse("admin:index")


def test_a_form_left_open_does_not_undo_a_withdrawal(editor: Client) -> None:
    """The form is read before a moderator withdraws and written after it."""
    film = make.make_film("Anora")
    stale = Film.objects.get(pk=film.pk)
    film.withdraw(by=make.make_moderator(), notice="Wrong.")
    stale.title = "Changed"
    admin.site.get_model_admin(Film).save_model(None, stale, None, change=True)
    film.refresh_from_db()
    assert (film.title, film.state, film.withdrawal_notice) == ("Changed", "withdrawn", "Wrong.")


def test_view_on_site_is_offered_for_what_is_public_only(editor: Client) -> None:
    film, draft = make.make_film(), make.make_film(published=False)
    assert editor.get(url(film)).context["absolute_url"] == film.get_absolute_url()
    assert editor.get(url(draft)).context["absolute_url"] is None


def test_the_list_tells_what_is_published_but_not_visible(editor: Client) -> None:
    excerpt = make.make_excerpt(source=make.make_source(published=False))
    make.make_excerpt()
    page = editor.get(url(Excerpt), {"publication": "unseen"})
    assert list(page.context["cl"].result_list) == [excerpt]
    assert "Published, not visible" in page.content.decode()


def test_choices_of_filters_carry_counts(editor: Client) -> None:
    make.make_film(published=False)
    make.make_film()
    page = editor.get(url(Film)).content.decode()
    assert "Public now (1)" in page
    assert "Draft (1)" in page


def test_an_excerpt_counts_once_among_those_of_a_stance(editor: Client) -> None:
    excerpt = make.make_excerpt(stance="mixed")
    make.make_subject(excerpt, make.make_film(), stance="mixed")
    assert "Mixed (1)" in editor.get(url(Excerpt)).content.decode()
    page = editor.get(url(Excerpt), {"stance": "mixed"})
    assert list(page.context["cl"].result_list) == [excerpt]


def test_a_film_is_catalogued_in_one_form(editor: Client) -> None:
    director, company = make.make_person(), make.make_organisation()
    data = new_rows("credits", {"person": director.pk, "role": "director"})
    data |= new_rows("film_organisations", {"organisation": company.pk, "role": "production"})
    data |= new_rows("other_titles", {"title": "Another title"})
    data |= new_rows("versions", {"name": "Theatrical version"})
    data |= new_rows("scenes", {"title": "The ring", "start": "0:10:00", "end": "0:12:30"})
    data |= new_rows(
        "awards",
        {"organisation": company.pk, "year": 2024, "category": "Best Film", "outcome": "won"},
    )
    assert errors(send(editor, url(Film, "add"), press="_publish", title="Whole", data=data)) == []
    film = Film.objects.get(title="Whole")
    assert film.is_public
    assert film.scenes.get().end == 750
    assert [film.credits.count(), film.awards.count(), film.versions.count()] == [1, 1, 1]


def test_who_publishes_is_told_what_readers_do_not_see_with_it(editor: Client) -> None:
    film = make.make_film("Anora", published=False)
    for person in (make.make_person("Draft Director", published=False), make.make_person("Known")):
        make.make_credit(film, person)

    sentence = "Readers do not see on “Anora” what is not published itself: Draft Director."
    assert sentence in told(send(editor, url(film), _publish="on"))
