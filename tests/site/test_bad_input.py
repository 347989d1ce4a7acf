"""Whatever is asked of a public address, it answers 200, 301, 400, 404, 405 or 410, never 5xx."""

import random
from collections.abc import Iterator
from urllib.parse import quote, quote_from_bytes

import pytest
from django.db import connection

from filmography.models import Genre
from filmography.publishing.history import recording
from tests import factories as make
from tests.site import addresses
from tests.site.html import without_left_out
from tests.site.visitor import Visitor, body_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_site")]

FINE = {200, 301, 400, 404, 405, 410}

# As they stand in an address, percent-encoded.
BAD_VALUES = {
    "negative": "-1",
    "zero": "0",
    "exponent": "1e9",
    "huge exponent": "1e999999999",
    "letters": "abc",
    "not a number": "NaN",
    "nul": "%00",
    "nul inside": "seven%00samurai",
    "10^400": f"1{'0' * 400}",
    "10^5000": f"1{'0' * 5000}",
    "fraction": "2.5",
    "number of another script": quote("三"),
    "nothing": "",
    "space": "%20",
    "brackets": "%5B%5D",
    "emoji": quote("🎬"),
    "lone surrogate": "%ED%A0%80",
    "no UTF-8": "%FF%C0%AF",
    "10 kB": "x" * 10_000,
    "SQL": quote("' OR 1=1; DROP TABLE filmography_film; --"),
    "HTML": quote('"><script>alert(1)</script>'),
    "template": quote("{{ settings.SECRET_KEY }}{% debug %}"),
    "bidirectional": quote("\u202eanora"),
    "percent": "%25%32%35%",
    "line feed": "a%0D%0ASet-Cookie:%20a=b",
}
BAD_SLUGS = {
    "unknown": "no-such-thing",
    "10 kB": "x" * 10_000,
    "dots": "..%2F..%2Fetc%2Fpasswd",
    "only dots": "...",
    "encoded slash": "a%2Fb",
    "nul": "anora%00",
    "upper case": "SEVEN-SAMURAI",
    "trailing mark": quote("seven-samurai\u0301"),
    "many marks": quote("a" + "\u0301" * 500),
    "emoji": quote("🎬"),
    "lone surrogate": "%ED%A0%80",
    "no UTF-8": "%FF",
    "space": "%20",
    "trailing space": "seven-samurai%20",
    "HTML": quote("<script>alert(1)</script>"),
    "SQL": quote("' OR '1'='1"),
    "question mark": "a%3Fb",
    "colon": "javascript%3Aalert(1)",
    "longest": quote("七" * 100),
    "too long": quote("七" * 101),
    "line feed": "a%0Ab",
}
PATTERNS = list(addresses.templates())
# Where something wrong is no filter but a question, which is answered.
SAY_SO = {"critiques:sitemap-section", "critiques:report"}


@pytest.fixture(scope="module")
def small_site(module_records: None) -> None:
    """One public record of everything, so that every page has something to filter."""
    film = make.make_film("Seven Samurai", slug="seven-samurai", year=1954)
    genre = Genre.objects.create(name="Drama", slug="seven-samurai")
    film.tagged_genres.create(tag=genre)
    person = make.make_person("Akira Kurosawa", slug="seven-samurai")
    make.make_credit(film, person)
    organisation = make.make_organisation(slug="seven-samurai")
    make.make_award(film, (person,), organisation=organisation)
    make.make_scene(film)
    theme = make.make_theme("Honour", slug="seven-samurai")
    paper = make.make_publication(slug="seven-samurai")
    source = make.make_source(
        slug="seven-samurai", publication=paper, published_on="1954", author=person
    )
    for public_id in ("seven1", "seven2"):
        make.make_excerpt(
            public_id=public_id, source=source, about=film, themes=(theme,), stance="mixed"
        )
    make.make_list(slug="seven-samurai", films=(film,), source=source)


@pytest.fixture(scope="module")
def visitor() -> Visitor:
    return Visitor()


def example(name: str) -> str:
    template = addresses.templates()[name]
    fill = {
        "critiques:excerpt-detail": "seven1",
        "critiques:excerpt-web-annotation": "seven1",
        "critiques:debate": "seven1",
        "critiques:sitemap-section": "films",
    }
    return template % fill.get(name, "seven-samurai") if "%s" in template else template


def bad_queries(parameters: list[str]) -> Iterator[str]:
    """All parameters at once, shifted against each other until each has had each value."""
    values = list(BAD_VALUES.values())
    for shift in range(len(values)):
        yield "&".join(
            f"{parameter}={values[(shift + place) % len(values)]}"
            for place, parameter in enumerate(parameters)
        )


@pytest.mark.parametrize("name", PATTERNS)
def test_no_value_of_any_parameter_changes_a_page(visitor: Visitor, name: str) -> None:
    """None breaks it, a bad filter gives the plain list and a word of what was left out, and
    nothing that was sent is repeated."""
    address = example(name)
    plain = visitor.get(address)
    assert plain.status_code == 200
    for query in bad_queries([*addresses.parameters(name), "unknown", "film%5B%5D", quote("🎬")]):
        response = visitor.get(f"{address}?{query}")
        if name in SAY_SO:
            assert response.status_code in FINE, query
            assert b"<script>alert" not in response.content
        else:
            assert without_left_out(body_of(response)) == body_of(plain), query


@pytest.mark.parametrize("name", addresses.FILTERS)
def test_the_last_of_repeated_values_counts(visitor: Visitor, name: str) -> None:
    address = example(name)
    plain = visitor.get(address).content
    for parameter in addresses.parameters(name):
        repeated = f"{address}?{parameter}=a&{parameter}=b&{parameter}="
        assert visitor.get(repeated).content == plain
    many = "&".join(f"a{n}=1" for n in range(900))
    assert visitor.get(f"{address}?{many}").status_code == 200
    assert visitor.get(f"{address}?{many}&{many}").status_code == 400


def test_a_page_that_is_not_there_shows_another(visitor: Visitor) -> None:
    with recording():
        for _ in range(50):
            make.make_film()
    pages = {number: visitor.get(f"/films/?page={number}").content for number in (1, 2, 3)}
    assert len(set(pages.values())) == 3

    for asked in ("-1", "0", "99", "9" * 400):
        assert visitor.get(f"/films/?page={asked}").content == pages[3], asked
    for asked in ("1e9", "9" * 5000, "%00"):
        assert visitor.get(f"/films/?page={asked}").content == pages[1], asked


@pytest.mark.parametrize("name", [name for name in PATTERNS if "%s" in addresses.templates()[name]])
def test_no_slug_breaks_a_page(visitor: Visitor, name: str) -> None:
    template = addresses.templates()[name]
    for label, slug in BAD_SLUGS.items():
        response = visitor.get(f"{template % slug}?page=-1")
        assert response.status_code in {400, 404}, label
        assert b"<script>alert" not in response.content


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_public_pages_are_only_read_but_for_forms(visitor: Visitor, method: str) -> None:
    for name in PATTERNS:
        response = visitor.get(example(name), method)
        if name in addresses.FORMS and method == "POST":
            assert response.status_code == 200, name
            continue
        assert response.status_code == 405, name
        allowed = "GET, HEAD, POST" if name in addresses.FORMS else "GET, HEAD"
        assert response["Allow"] == allowed


def test_head_is_answered(visitor: Visitor) -> None:
    for name in PATTERNS:
        assert visitor.get(example(name), "HEAD").status_code == 200


OUTSIDE = [
    "///evil.example/",
    "/%2e%2e/%2e%2e/",
    "/films//",
    "/.git/config",
    "/.env",
    "/db.sqlite3",
    "/static/../config/settings.py",
    "/%00",
    "/%ED%A0%80/",
    "/excerpts/../films/",
    "/media/x.jpg",
    f"/{'x' * 10_000}",
]


@pytest.mark.parametrize("address", OUTSIDE)
def test_addresses_outside_all_patterns_answer_4xx(visitor: Visitor, address: str) -> None:
    response = visitor.get(address)

    assert response.status_code in {301, 400, 404}
    if response.status_code == 301:
        assert not response["Location"].startswith(("//", "http"))


def test_two_thousand_random_requests_break_nothing(visitor: Visitor) -> None:
    """Each time the same, but others on each database."""
    chance = random.Random(f"1954-04-26 {connection.vendor}")  # noqa: S311
    for _ in range(2_000):
        address = _random_address(chance)
        assert visitor.get(address).status_code in FINE, address


LETTERS = [*map(chr, (*range(1, 0x250), *range(0x4E00, 0x4E10))), "🎬", "\u0301", "\u202e"]


def _random_address(chance: random.Random) -> str:
    name = chance.choice(PATTERNS)
    template = addresses.templates()[name]
    if "%s" in template:
        known = ["seven-samurai", "seven1", "films"]
        slug = chance.choice([*known, *(_noise(chance) for _ in range(9))])
        template = template.replace("%s", slug)
    if chance.random() < 0.1:
        at = chance.randrange(len(template))
        template = template[:at] + _noise(chance) + template[at:]
    parameters = [*addresses.parameters(name), _noise(chance)]
    values = [*BAD_VALUES.values(), _noise(chance), "mixed", "2", "seven-samurai"]
    pairs = [
        f"{chance.choice(parameters)}={chance.choice(values)}" for _ in range(chance.randrange(4))
    ]
    return f"/{template.lstrip('/')}?{chance.choice('&;&').join(pairs)}"


def _noise(chance: random.Random) -> str:
    kind = chance.randrange(3)
    if kind == 0:
        return quote_from_bytes(chance.randbytes(chance.randrange(1, 12)))
    if kind == 1:
        return quote("".join(chance.choices(LETTERS, k=6)))
    return str(chance.choice([-1, 0, 2**31, 2**63, 2**64, 10**30]))
