"""Films and people as schema.org describes them, for search engines and other software."""

from typing import Any

from filmography.models import Credit, Film, Person
from filmography.publishing.addresses import absolute

TYPES = {
    Film.Form.SERIES: "TVSeries",
    Film.Form.EPISODE: "TVEpisode",
}
PROPERTIES = {
    Credit.Role.DIRECTOR: "director",
    Credit.Role.PRODUCER: "producer",
    Credit.Role.CAST: "actor",
    Credit.Role.COMPOSER: "musicBy",
    Credit.Role.WRITER: "author",
    Credit.Role.EDITOR: "editor",
}
CATALOGUES = {
    "imdb_id": ("https://www.imdb.com/title/{}/", "https://www.imdb.com/name/{}/"),
    "wikidata_id": ("https://www.wikidata.org/wiki/{}", "https://www.wikidata.org/wiki/{}"),
    "tmdb_id": ("https://www.themoviedb.org/movie/{}", "https://www.themoviedb.org/person/{}"),
    "letterboxd_slug": ("https://letterboxd.com/film/{}/", ""),
    "viaf_id": ("", "https://viaf.org/viaf/{}"),
}


def catalogue_links(record: Film | Person) -> list[str]:
    """Where other catalogues describe the same film or person."""
    at = 0 if isinstance(record, Film) else 1
    return [
        addresses[at].format(identifier)
        for field, addresses in CATALOGUES.items()
        if (identifier := getattr(record, field, ""))
    ]


def film(record: Film) -> dict[str, Any]:
    """The film with its public credits. Wants `with_page_data()`."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": TYPES.get(record.form, "Movie"),
        "@id": absolute(record.get_absolute_url()),
        "url": absolute(record.get_absolute_url()),
        "name": record.title,
        "alternateName": [
            title
            for title in (record.original_title, *map(str, record.other_titles.all()))
            if title
        ],
        "datePublished": str(record.year) if record.year else None,
        "duration": f"PT{record.runtime_minutes}M" if record.runtime_minutes else None,
        "description": record.logline,
        "genre": [link.tag.name for link in record.tagged_genres.all()],
        "countryOfOrigin": [
            {"@type": "Country", "name": country.name} for country in record.countries.all()
        ],
        "inLanguage": [language.code for language in record.languages.all()],
        "productionCompany": [
            {"@type": "Organization", "name": part.organisation.name}
            for part in record.film_organisations.all()
            if part.role == part.Role.PRODUCTION
        ],
        "award": [str(award) for award in record.public_awards],
        "sameAs": catalogue_links(record),
    }
    for role, name in PROPERTIES.items():
        data[name] = [
            _reference(credit.person) for credit in record.public_credits if credit.role == role
        ]
    return data


def person(record: Person) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "Person",
        "@id": absolute(record.get_absolute_url()),
        "url": absolute(record.get_absolute_url()),
        "name": record.name,
        "alternateName": [
            name.name for name in record.other_names.all() if name.use == name.Use.SHOWN
        ],
        "birthDate": _plain_date(record.born),
        "deathDate": _plain_date(record.died),
        "description": record.disambiguation,
        "sameAs": catalogue_links(record),
    }


def _reference(record: Person) -> dict[str, str]:
    return {
        "@type": "Person",
        "@id": absolute(record.get_absolute_url()),
        "name": record.name,
    }


def _plain_date(edtf: str) -> str | None:
    """A year, month or day; schema.org knows no other EDTF."""
    return (
        edtf
        if edtf.replace("-", "").isdigit() and edtf[5:7] not in {"21", "22", "23", "24"}
        else None
    )
