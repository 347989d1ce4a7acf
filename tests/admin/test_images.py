"""Pictures at the desk: found by what they lack, their words mended, their files left alone."""

import pytest
from django.test import Client

from filmography.models import Image
from filmography.publishing.history import RecordVersion
from tests import factories as make
from tests.admin.desk import form_data, send, url
from tests.site.html import Page

pytestmark = pytest.mark.django_db


def listed(client: Client, **query: str) -> set[Image]:
    return set(client.get(url(Image), query).context["cl"].result_list)


def test_a_picture_waits_while_its_words_say_nothing_of_it(editor: Client) -> None:
    film, person = make.make_film("Anora"), make.make_person("Sean Baker")
    make.make_image()
    lacking = {
        make.make_image(credit_line=""),
        make.make_image(alt_text="Still"),
        make.make_image(film=film, alt_text="Anora"),
        make.make_image(person=person, alt_text="Sean Baker"),
        make.make_image(caption="The wedding", alt_text="The wedding"),
    }
    assert listed(editor, missing="words") == lacking


def test_pictures_are_found_by_what_they_show_and_lack(editor: Client) -> None:
    film = make.make_film("Anora")
    still = make.make_image(film=film, licence="CC BY 4.0", caption="The wedding")
    of_scene = make.make_image(scene=make.make_scene(film), credit_line="")
    make.make_image(licence="CC BY 4.0", caption="Elsewhere")
    assert listed(editor, q="anora") == {still, of_scene}
    for gap in ("credit", "licence", "caption"):
        assert listed(editor, missing=gap) == {of_scene}


def test_the_words_are_mended_with_a_history_and_the_file_stays(editor: Client) -> None:
    image = make.make_image(credit_line="")
    page = send(
        editor,
        url(image),
        alt_text="A bride runs down a hotel corridor",
        credit_line="Photograph by A. N. Other",
        file="images/other.png",
        kind="poster",
        why="Asked the photographer",
    )
    assert page.status_code == 302
    image = Image.objects.get()
    assert (image.credit_line, image.kind) == ("Photograph by A. N. Other", "still")
    assert image.file.name == "images/none.png"
    version = RecordVersion.objects.of_kind(Image).newest_first().first()
    assert (version.object_id, version.why) == (str(image.pk), "Asked the photographer")


def test_the_form_shows_the_picture_with_its_alt_text(editor: Client) -> None:
    image = make.make_image(alt_text="A door, half open")
    [shown] = [each for each in Page(editor.get(url(image)).content).elements if each.tag == "img"]
    assert shown.attributes["src"] == image.file.url
    assert shown.attributes["alt"] == "A door, half open"


def test_a_second_save_is_refused(editor: Client, administrator: Client) -> None:
    image = make.make_image()
    opened = form_data(editor.get(url(image)))
    assert send(administrator, url(image), caption="Theirs").status_code == 302
    assert editor.post(url(image), {**opened, "caption": "Mine"}).status_code == 409
