"""Themes, debates, critics, films set beside one another, the timeline: what their pages say."""

import pytest
from django.test import Client

from critiques.models import ExcerptVoice, SourceContributor, ThemeName
from filmography.bounded import bounded
from tests import factories as make
from tests.site.html import Element, Page

pytestmark = pytest.mark.django_db


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return Page(response.content).all("main")[0].text


def links_of(client: Client, address: str) -> dict[str, str]:
    """The text of each link within the page, by its address."""
    page = Page(client.get(address).content)
    return {link.attributes["href"]: link.text for link in page.all("a")}


def cells_of(page: Page, table: Element) -> list[str]:
    return [cell.text for cell in page.all("th", "td") if table in cell.parents]


@pytest.mark.parametrize(
    ("address", "marked"),
    [
        ("/films/", {"Films": "page"}),
        ("/films/anora/", {"Films": "true"}),
        ("/films/anora/excerpts/", {"Films": "true"}),
        ("/excerpts/?page=1", {"Passages": "page"}),
    ],
)
def test_one_link_of_the_menu_says_where_one_is(
    client: Client, address: str, marked: dict[str, str]
) -> None:
    make.make_excerpt(about=make.make_film("Anora", slug="anora"))
    page = Page(client.get(address).content)
    menu = page.all("nav")[0]
    links = [link for link in page.all("a") if menu in link.parents]
    current = {link.text: link.attributes.get("aria-current") for link in links}
    assert {text: how for text, how in current.items() if how} == marked


@pytest.fixture
def low_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "__kwdefaults__", {"by": "pk", "bound": 3})


# --- Themes -----------------------------------------------------------------------------------


def test_a_cell_of_the_grid_says_in_words_what_its_marks_mean_and_leads_there(
    client: Client,
) -> None:
    film, theme = make.make_film("Anora", slug="anora"), make.make_theme("Agency", slug="agency")
    for stance in ("mixed", "mixed", "favourable", ""):
        make.make_excerpt(about=film, themes=(theme,), stance=stance)

    page = Page(client.get("/themes/").content)

    (cell,) = [link for link in page.all("a") if "grid-cell" in link.classes]
    assert cell.text.startswith("4 passages: 1 favourable, 2 mixed")
    assert cell.attributes["href"] == "/films/anora/excerpts/?theme=agency"
    assert client.get(cell.attributes["href"]).context["listing"].total == 4


def test_the_grid_counts_public_passages_about_films_of_the_filmography(client: Client) -> None:
    theme = make.make_theme("Agency")
    make.make_excerpt(about=make.make_film("Anora"), themes=(theme,))
    make.make_excerpt(about=make.make_film("Beside", in_scope=False), themes=(theme,))
    make.make_excerpt(about=make.make_film("Hidden", published=False), themes=(theme,))
    make.make_excerpt(about=make.make_film("Anora too"), themes=(theme,), published=False)

    context = client.get("/themes/").context

    assert [film.title for film in context["films"]] == ["Anora"]
    assert [row.total for row in context["rows"]] == [2]


def test_the_index_of_themes_gives_definitions_and_other_names(client: Client) -> None:
    theme = make.make_theme("Agency", definition="Who decides.")
    ThemeName.objects.create(theme=theme, name="self-determination")

    text = text_of(client, "/themes/")

    assert "Who decides." in text
    assert "Also self-determination" in text


def test_the_page_of_a_theme_says_who_when_and_with_what(client: Client) -> None:
    film, theme = make.make_film("Anora", slug="anora"), make.make_theme("Agency", slug="agency")
    other = make.make_theme("Class", slug="class")
    critic, speaker = make.make_person("Ann Critic"), make.make_person("Sean Speaker")
    source = make.make_source(author=critic, published_on="2024-10")
    SourceContributor.objects.create(source=source, name_as_credited="A. Nonymous")
    for stance in ("mixed", "favourable"):
        one = make.make_excerpt(source=source, about=film, themes=(theme, other), stance=stance)
    ExcerptVoice.objects.create(excerpt=one, person=speaker)
    make.make_excerpt(source=source, about=film, themes=(theme,), published=False)

    context = client.get("/themes/agency/").context
    links = links_of(client, "/themes/agency/")

    assert context["by_film"] == [("anora", "Anora", 2)]
    assert context["related"] == [("class", "Class", 2)]
    assert context["critics"] == [("ann-critic", "Ann Critic", 2), ("", "A. Nonymous", 2)]
    assert context["speakers"] == [("sean-speaker", "Sean Speaker", 1)]
    assert context["chart"].rows == [(2024, 2)]
    for query, name, found in [
        ("?critic=ann-critic", "Ann Critic", 2),
        ("?voice=sean-speaker", "Sean Speaker", 1),
        ("?year=2024", "2024", 2),
    ]:
        assert name in links[query]
        assert client.get(f"/themes/agency/{query}").context["listing"].total == found


def test_who_is_not_public_is_named_only_as_the_source_credits_them(client: Client) -> None:
    theme, hidden = make.make_theme("Agency", slug="agency"), make.make_person(published=False)
    source = make.make_source()
    for credited in ("A. Nonymous", ""):
        SourceContributor.objects.create(
            source=source, person=hidden, name_as_credited=credited, role="author"
        )
    passage = make.make_excerpt(source=source, themes=(theme,))
    for name in ("A voice", ""):
        ExcerptVoice.objects.create(excerpt=passage, person=hidden, name=name)

    context = client.get("/themes/agency/").context

    assert context["critics"] == [("", "A. Nonymous", 1)]
    assert context["speakers"] == [("", "A voice", 1)]


def test_what_a_theme_is_about_stays_whole_under_filters(client: Client) -> None:
    theme = make.make_theme("Agency", slug="agency")
    for title in ("Anora", "Tangerine"):
        make.make_excerpt(about=make.make_film(title, slug=title.lower()), themes=(theme,))

    context = client.get("/themes/agency/?film=anora").context

    assert context["listing"].total == 1
    assert len(context["by_film"]) == 2


def test_a_chart_is_a_picture_with_words_and_a_table_behind(client: Client) -> None:
    theme = make.make_theme("Agency", slug="agency")
    for year in ("2012", "2014", "2014"):
        make.make_excerpt(source=make.make_source(published_on=year), themes=(theme,))

    page = Page(client.get("/themes/agency/").content)

    (chart,) = [svg for svg in page.all("svg") if "chart-bars" in svg.classes]
    assert chart.attributes["role"] == "img"
    assert chart.attributes["aria-label"] == (
        "Passages by year, from 2012 to 2014; at most 2, in 2014."
    )
    (table,) = [table for table in page.all("table") if "chart-table" in table.classes]
    assert cells_of(page, table) == ["Year", "Passages", "2012", "1", "2014", "2"]


@pytest.mark.usefixtures("low_bound")
def test_a_theme_of_very_many_passages_says_how_far_it_counted(client: Client) -> None:
    theme = make.make_theme("Agency", slug="agency")
    for _ in range(5):
        make.make_excerpt(themes=(theme,))

    text = text_of(client, "/themes/agency/")

    assert "More than 3 passages" in text
    assert "These numbers are of the 3 passages added last; there are more." in text


# --- Debates ----------------------------------------------------------------------------------


def test_a_debate_shows_what_its_passage_takes_up_and_what_takes_it_up(client: Client) -> None:
    first, passage, answer = (
        make.make_excerpt(f"Words {word}.") for word in ("first", "middle", "last")
    )
    make.make_response(passage, first, relation="disputes", justification="Not so.")
    make.make_response(answer, passage, relation="qualifies", justification="In part.")
    address = f"/excerpts/{passage.public_id}/debate/"

    text = text_of(client, address)

    places = [
        text.index(piece)
        for piece in ("What it takes up", "It disputes this Not so.", "Words first.",
                      "The passage", "Words middle.", "What takes it up",
                      "Qualifies it In part.", "Words last.")
    ]  # fmt: skip
    assert places == sorted(places)
    assert address in links_of(client, passage.get_absolute_url())


def test_a_circle_of_responses_is_shown_once_round(client: Client) -> None:
    one, two = make.make_excerpt("Words of one."), make.make_excerpt("Words of two.")
    make.make_response(one, two)
    make.make_response(two, one)

    text = text_of(client, f"/excerpts/{one.public_id}/debate/")

    assert text.count("Words of one.") == text.count("Words of two.") == 1
    assert "stands on this page already: the debate runs in a circle" in text


@pytest.mark.parametrize("hidden", ["response", "excerpt", "source"])
def test_what_is_not_public_takes_no_part_in_a_debate(client: Client, hidden: str) -> None:
    passage = make.make_excerpt("Words of one.")
    source = make.make_source(published=hidden != "source")
    answer = make.make_excerpt("Words of two.", source=source, published=hidden != "excerpt")
    make.make_response(answer, passage, published=hidden != "response")

    text = text_of(client, f"/excerpts/{passage.public_id}/debate/")

    assert "Words of two." not in text
    assert "Nothing has been set against this passage yet." in text
    assert "0 debates" in text_of(client, "/debates/")


def test_a_long_debate_goes_on_at_another_address(client: Client) -> None:
    chain = [make.make_excerpt(f"Link {number}.") for number in range(9)]
    for later, earlier in zip(chain[1:], chain, strict=False):
        make.make_response(later, earlier, relation="extends")

    address = f"/excerpts/{chain[0].public_id}/debate/"
    text = text_of(client, address)

    assert "Link 5." in text
    assert "Link 6." not in text
    assert "more take part" in text
    assert f"/excerpts/{chain[5].public_id}/debate/" in links_of(client, address)


def test_the_list_of_debates_begins_with_the_liveliest_and_leads_to_each(client: Client) -> None:
    quiet, lively = make.make_excerpt("Quiet."), make.make_excerpt("Lively.")
    make.make_response(make.make_excerpt(), quiet)
    for _ in range(10):
        make.make_response(make.make_excerpt(), lively)

    text = text_of(client, "/debates/")

    assert text.index("Lively.") < text.index("Quiet.")
    assert "The whole debate: 11 passages" in text
    assert f"/excerpts/{lively.public_id}/debate/" in links_of(client, "/debates/")
    assert "The debate goes on from here" in text


@pytest.mark.usefixtures("low_bound")
def test_the_list_of_debates_says_of_how_many_responses_it_is_made(client: Client) -> None:
    passage = make.make_excerpt()
    for _ in range(5):
        make.make_response(make.make_excerpt(), passage)

    assert "Made of the 3 responses added last; there are more" in text_of(client, "/debates/")


# --- People and films -------------------------------------------------------------------------


def test_a_critic_has_their_passages_by_film_and_stance(client: Client) -> None:
    critic = make.make_person("Ann Critic", slug="ann")
    film = make.make_film("Anora", slug="anora", year=2024)
    source = make.make_source(author=critic)
    for stance in ("mixed", "mixed", "unfavourable"):
        make.make_excerpt(source=source, about=film, stance=stance)
    make.make_excerpt(source=source, about=film, stance="favourable", published=False)

    page = Page(client.get("/people/ann/").content)
    (table,) = [table for table in page.all("table") if "stance-table" in table.classes]
    links = links_of(client, "/people/ann/")

    assert "Favourable" not in table.text
    assert links["/excerpts/?critic=ann&film=anora&stance=mixed"].startswith("Mixed 2")
    for address in (a for a in links if "critic=ann&film=anora" in a):
        assert str(client.get(address).context["listing"].total) in links[address]


def test_a_speaker_has_their_words_and_a_way_to_all_of_them(client: Client) -> None:
    speaker = make.make_person("Sean Speaker", slug="sean")
    for number in range(13):
        said = make.make_excerpt(f"Said {number}.")
        ExcerptVoice.objects.create(excerpt=said, person=speaker)
    make.make_excerpt("Of him.", about=speaker)

    links = links_of(client, "/people/sean/")

    assert links["/excerpts/?voice=sean"] == "All 13 passages"
    found = client.get("/excerpts/?voice=sean").context["listing"]
    assert found.total == 13
    assert "Of him." not in [excerpt.text for excerpt in found.page]


def test_a_film_names_those_set_beside_it_and_what_for(client: Client) -> None:
    anora, tangerine = make.make_film("Anora", slug="anora"), make.make_film("Tangerine")
    theme = make.make_theme("Agency", slug="agency")
    for _ in range(2):
        passage = make.make_excerpt(about=anora, themes=(theme,))
        make.make_subject(passage, tangerine, role="compared")
    make.make_excerpt(about=anora, themes=(make.make_theme("Class"),))

    text, links = text_of(client, "/films/anora/"), links_of(client, "/films/anora/")

    beside = f"/films/anora/excerpts/?beside={tangerine.slug}"
    assert "for Agency: 2 passages" in text
    assert links[beside].startswith("2 passages")
    assert client.get(beside).context["listing"].total == 2


def test_the_timeline_sets_films_awards_and_sources_side_by_side(client: Client) -> None:
    film = make.make_film("Anora", year=2024)
    make.make_film("Beside", year=2024, in_scope=False)
    make.make_film("Hidden", year=2023, published=False)
    for outcome in ("won", "nominated"):
        make.make_award(film, year=2025, outcome=outcome)
    make.make_source(published_on="2024-10-17")
    make.make_source(published_on="1999", published=False)

    page = Page(client.get("/timeline/").content)
    (table,) = [table for table in page.all("table") if "years-table" in table.classes]
    links = links_of(client, "/timeline/")

    assert cells_of(page, table)[4:] == [
        *("2025", "", "2 awards and nominations of 2025", ""),
        *("2024", "Anora", "", "1 source of 2024"),
    ]
    assert client.get("/awards/?year=2025").context["listing"].total == 2
    assert {"/awards/?year=2025", "/sources/?year=2024"} <= set(links)
    assert len([svg for svg in page.all("svg") if "chart-bars" in svg.classes]) == 3


def test_a_year_of_many_films_names_the_first_and_says_how_many_more_there_are(
    client: Client,
) -> None:
    for number in range(10):
        make.make_film(f"Film {number}", year=2024)
    make.make_film("Earlier", year=2023)

    rows = {row.year: row for row in client.get("/timeline/").context["years"]}

    assert [film.title for film in rows[2024].films] == [f"Film {number}" for number in range(8)]
    assert (rows[2024].other_films, rows[2023].other_films) == (2, 0)
    assert "Film 7 and 2 more" in text_of(client, "/timeline/")


def test_a_timeline_of_nothing_says_so(client: Client) -> None:
    assert "Nothing dated has been published yet." in text_of(client, "/timeline/")


def test_a_stance_is_towards_the_film_that_is_asked_for(client: Client) -> None:
    anora, tangerine = make.make_film(slug="anora"), make.make_film(slug="tangerine")
    passage = make.make_excerpt(about=anora, stance="favourable")
    make.make_subject(passage, tangerine, stance="unfavourable")

    totals = {
        query: client.get(f"/excerpts/?{query}").context["listing"].total
        for query in (
            "film=anora&stance=favourable",
            "film=anora&stance=unfavourable",
            "film=tangerine&stance=unfavourable",
            "stance=unfavourable",
        )
    }
    assert list(totals.values()) == [1, 0, 1, 1]


def test_a_card_of_a_film_with_very_many_passages_says_more_than(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("critiques.reception.PASSAGES_COUNTED_ON_CARD", 2)
    film = make.make_film("Anora")
    for number in range(3):
        make.make_excerpt(about=film)
        if number == 1:
            assert "Anora year unknown 2 passages" in text_of(client, "/films/")

    assert "More than 2 passages" in text_of(client, "/films/")


def test_who_is_questioned_is_not_named_as_the_author(client: Client) -> None:
    """Also where the author is not public, and stands nowhere."""
    source = make.make_source("Walking", author=make.make_person("Hidden", published=False))
    SourceContributor.objects.create(
        source=source, name_as_credited="The Editors", role="interviewee"
    )
    excerpt = make.make_excerpt(source=source, about=make.make_film("The Salt Road"))

    page = client.get(excerpt.get_absolute_url()).content.decode()
    listed = client.get("/sources/").content.decode()

    assert "<title>On The Salt Road" in page
    assert "The Editors on" not in page
    assert page.count("<bdi>The Editors</bdi> (interviewee)") == page.count("<bdi>The Editors")
    assert "<bdi>The Editors</bdi> (interviewee)" in listed
