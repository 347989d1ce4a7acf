"""The demonstration filmography holds every fact that the real articles state about the films.

One case per fact of `facts.json`, under its words there, each a question to the loaded database.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from filmography.models import Award, Film, FilmOrganisation, Organisation, Person, Scene

pytestmark = pytest.mark.django_db

FEATURES = {"Starlet", "Tangerine", "The Florida Project", "Red Rocket", "Anora"}
OUTSIDE = "films outside the director's own filmography, named for comparison"


def film(title: str) -> Film:
    return Film.objects.published().get(title=title)


def directed_by_baker(title: str) -> bool:
    return film(title).in_scope and is_credited(title, "director", "sean-baker")


def is_credited(title: str, role: str, person: str, character: str = "", note: str = "") -> bool:
    credited = film(title).credits.visible().filter(role=role, person__slug=person)
    return credited.filter(character__contains=character, note__contains=note).exists()


def is_told(title: str, *words: str) -> bool:
    """Whether logline and synopsis speak of all of this."""
    told = f"{film(title).logline}\n{film(title).synopsis}"
    return all(word in told for word in words)


def is_given(
    organisation: str, title: str, category: str, outcome: str = Award.Outcome.WON, **fields: object
) -> bool:
    awards = Award.objects.published().filter(film__title=title, outcome=outcome, **fields)
    return awards.filter(organisation__slug=organisation, category__contains=category).exists()


def costs(title: str, amount: int, note: str = "") -> bool:
    record = film(title)
    return (
        record.budget_amount == amount
        and record.budget_currency == "USD"
        and note in record.budget_note.lower()
    )


def has_scene(slug: str, *, spoiler: bool = False) -> bool:
    scenes = Scene.objects.published().filter(film__title="Anora", spoiler=spoiler)
    return scenes.filter(slug=slug).exclude(description="").exists()


def is_compared(title: str) -> bool:
    return not film(title).in_scope and film(title).credits.visible().directing().exists()


def is_director(slug: str) -> bool:
    person = Person.objects.published().get(slug=slug)
    return bool(person.biography) and person.credits.visible().directing().exists()


def has_four_academy_awards() -> bool:
    awards = Award.objects.published().filter(
        organisation__slug="academy-of-motion-picture-arts-and-sciences", film__title="Anora"
    )
    return (
        awards.filter(
            people__slug="sean-baker", outcome=Award.Outcome.WON, date="2025-03-02"
        ).count()
        == 4
    )


def has_actresses_at_bafta() -> bool:
    body, category = "british-academy-of-film-and-television-arts", "Best Actress"
    return is_given(body, "Anora", category, people__slug="mikey-madison") and is_given(
        body, "The Substance", category, people__slug="demi-moore", outcome="nominated"
    )


def has_guilds() -> bool:
    return is_given("directors-guild-of-america", "Anora", "Directorial") and is_given(
        "producers-guild-of-america", "Anora", "Producer"
    )


def is_distributed_by_neon() -> bool:
    distribution = FilmOrganisation.Role.DISTRIBUTION
    neon = Organisation.objects.published().get(name="NEON")
    return film("Anora").film_organisations.filter(role=distribution, organisation=neon).exists()


VALLEY = "California's San Fernando Valley"

FACTS: dict[tuple[str, str], Callable[[], bool]] = {
    **{
        (title, "directed by Sean Baker"): lambda title=title: directed_by_baker(title)
        for title in sorted(FEATURES)
    },
    ("Starlet", f"set in the adult-film world of {VALLEY}"): lambda: is_told(
        "Starlet", VALLEY, "adult-film"
    ),
    ("Tangerine", "shot entirely on an iPhone 5s"): lambda: (
        "iPhone 5s, the whole film" in film("Tangerine").shot_on
    ),
    ("Tangerine", "estimated budget USD 100,000"): lambda: costs("Tangerine", 100_000, "estimated"),
    ("Tangerine", "trans leading characters"): lambda: is_told(
        "Tangerine", "Both leading characters are trans women"
    ),
    ("The Florida Project", "set in an Orlando motel near Disney World"): lambda: is_told(
        "The Florida Project", "Orlando motel", "near Disney World"
    ),
    ("The Florida Project", "Moonee lives there with her mother Halley"): lambda: (
        is_told("The Florida Project", "Moonee lives with her young mother Halley")
        and is_credited("The Florida Project", "cast", "brooklynn-prince", "Moonee")
        and is_credited("The Florida Project", "cast", "bria-vinaite", "Halley")
    ),
    ("The Florida Project", "ends without a clean resolution"): lambda: is_told(
        "The Florida Project", "ends without a clean resolution"
    ),
    ("Red Rocket", "a washed-up adult-film actor returns home"): lambda: is_told(
        "Red Rocket", "washed-up performer in adult films returns to his Texas home town"
    ),
    ("Anora", "Mikey Madison as Ani"): lambda: is_credited("Anora", "cast", "mikey-madison", "Ani"),
    ("Anora", "Mark Eydelshteyn as Ivan (Vanya)"): lambda: is_credited(
        "Anora", "cast", "mark-eydelshteyn", "Ivan (Vanya)"
    ),
    ("Anora", "Samantha Quan, producer"): lambda: is_credited("Anora", "producer", "samantha-quan"),
    ("Anora", "Andrea Werhun, consultant, author of Modern Whore"): lambda: is_credited(
        "Anora", "consultant", "andrea-werhun", note="Modern Whore"
    ),
    ("Anora", "budget USD 6,000,000"): lambda: costs("Anora", 6_000_000),
    ("Anora", "distributed by NEON"): is_distributed_by_neon,
    ("Anora", "set in Brighton Beach, Brooklyn"): lambda: is_told(
        "Anora", "Brighton Beach, Brooklyn"
    ),
    ("Anora", "Palme d'Or, Cannes Film Festival 2024, won"): lambda: is_given(
        "cannes-film-festival", "Anora", "Palme d'Or", year=2024
    ),
    (
        "Anora",
        "four Academy Awards to Sean Baker for one film, ceremony of 2 March 2025",
    ): has_four_academy_awards,
    ("Anora", "Academy Award, Best Actress, Mikey Madison, won"): lambda: is_given(
        "academy-of-motion-picture-arts-and-sciences",
        "Anora",
        "Best Actress",
        people__slug="mikey-madison",
    ),
    (
        "Anora",
        "BAFTA, Best Actress, Mikey Madison, won; Demi Moore for The Substance nominated",
    ): has_actresses_at_bafta,
    ("Anora", "recognised by the Directors Guild and the Producers Guild"): has_guilds,
    ("Anora", "opening in the club"): lambda: has_scene("opening-in-the-club"),
    ("Anora", "Ani moves through the club"): lambda: has_scene("ani-moves-through-the-club"),
    ("Anora", "smoke break with Lulu"): lambda: has_scene("smoke-break-with-lulu"),
    ("Anora", "the ending with Igor"): lambda: has_scene("ending-with-igor", spoiler=True),
    ("Boogie Nights", OUTSIDE): lambda: is_compared("Boogie Nights"),
    ("Showgirls", OUTSIDE): lambda: is_compared("Showgirls"),
    ("Pretty Woman", OUTSIDE): lambda: is_compared("Pretty Woman"),
    ("The Substance", OUTSIDE): lambda: is_compared("The Substance"),
    ("Mike Leigh", "directors named for comparison"): lambda: is_director("mike-leigh"),
    ("Ernst Lubitsch", "directors named for comparison"): lambda: is_director("ernst-lubitsch"),
}


@pytest.fixture(scope="module")
def answers(demo: None) -> dict[tuple[str, str], bool]:
    """What the database says to every fact."""
    return {fact: holds() for fact, holds in FACTS.items()}


@pytest.mark.parametrize("fact", FACTS, ids=": ".join)
def test_fact_stands_in_the_filmography(fact: tuple, answers: dict) -> None:
    assert answers[fact]


def test_every_fact_of_the_articles_has_its_case(articles_dir: Path) -> None:
    entries = json.loads((articles_dir / "facts.json").read_text(encoding="utf-8"))
    assert {fact for entry in entries for fact in _facts(entry)} == set(FACTS)


def _facts(entry: dict) -> Iterator[tuple[str, str]]:
    if "film" in entry:
        yield from ((entry["film"], fact) for fact in entry["facts"] + entry.get("scenes", []))
    for name in entry.get("compared", []) + entry.get("influences", []):
        yield from ((name, fact) for fact in entry["facts"])
