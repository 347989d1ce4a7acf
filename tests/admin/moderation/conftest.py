"""One source with its capture, a film, and a contribution about both."""

import pytest

from critiques.models import Contribution, Source
from filmography.models import Film
from tests import factories as make
from tests.admin.moderation.screens import TEXT, WORDS


@pytest.fixture
def source(db: None) -> Source:
    source = make.make_source("Hours", url="https://hours.example/")
    make.make_capture(source, TEXT)
    return source


@pytest.fixture
def film(db: None) -> Film:
    return make.make_film("Bottles", year=2020)


@pytest.fixture
def offered(source: Source, film: Film) -> Contribution:
    return make.make_contribution(WORDS, source=source, about="Bottles (2020)", film=film)
