"""Identifiers in other catalogues: a pasted address is as good as one, and nothing else passes."""

import pytest
from django.core.exceptions import ValidationError
from django.db import models

from filmography.identifiers import SCHEMES
from filmography.models import Film, Organisation, Person

TAKEN = [
    (Film, "imdb_id", "tt0137523", "tt0137523"),
    (Film, "imdb_id", " TT0137523 ", "tt0137523"),
    (Film, "imdb_id", "https://www.imdb.com/title/tt0137523/?ref_=fn_al_tt_1", "tt0137523"),
    (Film, "imdb_id", "https://m.imdb.com/de/title/tt0137523/fullcredits", "tt0137523"),
    (Film, "tmdb_id", "https://www.themoviedb.org/movie/550-fight-club?language=de", "550"),
    (Film, "wikidata_id", "q190050", "Q190050"),
    (Film, "wikidata_id", "http://www.wikidata.org/entity/Q190050", "Q190050"),
    (Film, "wikidata_id", "https://www.wikidata.org/wiki/Q190050#sitelinks", "Q190050"),
    (Film, "letterboxd_slug", "https://letterboxd.com/film/fight-club/reviews/", "fight-club"),
    (Film, "letterboxd_slug", "letterboxd.com/somebody/film/fight-club", "fight-club"),
    (Film, "budget_currency", " usd", "USD"),
    (Person, "imdb_id", "https://www.imdb.com/name/nm0000631/", "nm0000631"),
    (Person, "tmdb_id", "https://www.themoviedb.org/person/287-brad-pitt", "287"),
    (Person, "viaf_id", "https://viaf.org/viaf/96987389/#x", "96987389"),
    (Organisation, "wikidata_id", "https://m.wikidata.org/wiki/Q42", "Q42"),
]
NONE = [
    (Film, "imdb_id", "imdb title", "nm0000631"),
    (Film, "imdb_id", "imdb title", "https://www.imdb.com/name/nm0000631/"),
    (Film, "imdb_id", "imdb title", "https://example.org/imdb.com/title/tt0137523"),
    (Film, "imdb_id", "imdb title", "0137523"),
    (Film, "imdb_id", "imdb title", "tt" + "1" * 50),
    (Film, "tmdb_id", "tmdb film", "https://www.themoviedb.org/tv/1396"),
    (Film, "tmdb_id", "tmdb film", "fight-club"),
    (Film, "tmdb_id", "tmdb film", "５５０"),
    (Film, "wikidata_id", "wikidata", "https://en.wikipedia.org/wiki/Fight_Club"),
    (Film, "letterboxd_slug", "letterboxd", "Fight Club"),
    (Film, "box_office_currency", "currency", "$"),
    (Film, "box_office_currency", "currency", "Euro"),
    (Person, "imdb_id", "imdb name", "tt0137523"),
    (Person, "viaf_id", "viaf", "https://viaf.org/"),
]


@pytest.mark.parametrize(("model", "field", "written", "identifier"), TAKEN)
def test_is_taken_out_of_what_was_pasted(
    model: type[models.Model], field: str, written: str, identifier: str
) -> None:
    assert model._meta.get_field(field).clean(written, None) == identifier


@pytest.mark.parametrize(("model", "field", "scheme", "written"), NONE)
def test_what_is_none_is_refused_in_one_sentence(
    model: type[models.Model], field: str, scheme: str, written: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        model._meta.get_field(field).clean(written, None)
    assert refused.value.messages == [SCHEMES[scheme].advice]
