"""Several write at once, and the index still knows all records as they are."""

import random
from typing import Any

import pytest
from django.db import connection, transaction

from critiques.models import Excerpt, ExcerptSubject
from critiques.search.backends import backend
from critiques.search.documents import MODELS
from critiques.search.finding import Kind
from critiques.search.indexing import remove_orphans, wrong_entries
from filmography.models import Film, Person
from tests import factories as make
from tests.critiques.moderation.together import together
from tests.critiques.search.asking import found

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS = 4


@pytest.mark.parametrize("each", [12, pytest.param(150, marks=pytest.mark.benchmark)])
def test_after_a_storm_of_changes_the_index_is_what_it_would_be_made_now(each: int) -> None:
    editor = make.make_editor()
    films = [make.make_film(f"Film {number}") for number in range(3)]
    person = make.make_person("Storm Petrel")
    source = make.make_source(author=person)
    passages = [
        make.make_excerpt(f"Words {n}", source=source, about=films[n % 3]) for n in range(6)
    ]

    def change(chance: random.Random) -> None:
        film = Film.objects.get(pk=chance.choice(films).pk)
        passage = Excerpt.objects.get(pk=chance.choice(passages).pk)
        what = chance.randrange(6)
        if what == 0:
            film.title = f"Title {chance.randrange(99)}"
            film.save(update_fields=["title"])
        elif what == 1 and film.state == "published":
            film.withdraw(by=editor)
        elif what == 2:
            Film.objects.filter(pk=film.pk).update(state="published")
        elif what == 3:
            ExcerptSubject.objects.get_or_create(excerpt=passage, film=film)
        elif what == 4:
            passage.text = f"Words {chance.randrange(99)}"
            passage.save(update_fields=["text"])
        else:
            Person.objects.filter(pk=person.pk).update(name=f"Name {chance.randrange(99)}")

    def write(number: int) -> Any:
        chance = random.Random(number)  # noqa: S311
        for _ in range(each):
            with transaction.atomic():
                change(chance)

    came = together([lambda number=number: write(number) for number in range(WRITERS)])

    assert all(answer is None or "withdrawn" in str(answer) for answer in came), came
    for kind, model in MODELS.items():
        assert not wrong_entries(kind, list(model._base_manager.values_list("pk", flat=True)))
        assert not remove_orphans(kind, only_count=True)
    assert backend().is_sound()


@pytest.mark.postgres
def test_a_subject_added_while_its_film_is_withdrawn_is_not_counted() -> None:
    """Neither sees the other's change before both are committed."""
    editor, film = make.make_editor(), make.make_film()
    passage = make.make_excerpt("Plain words", about=make.make_film(published=False))

    with transaction.atomic():
        make.make_subject(passage, film)
        assert found("plain") == [passage.pk]
        (came,) = together([lambda: Film.objects.get(pk=film.pk).withdraw(by=editor)])

    assert came is None
    assert found("plain", Kind.EXCERPT) == []
    assert connection.get_autocommit()


@pytest.mark.postgres
@pytest.mark.parametrize("change", ["withdrawn", "renamed in bulk"])
def test_a_film_that_is_changed_can_be_referred_to_meanwhile(change: str) -> None:
    """Else two who write would wait for one another, and one of them be told of a deadlock."""
    editor, film, passage = make.make_editor(), make.make_film(), make.make_excerpt()

    def refer() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '2s'")
            ExcerptSubject.objects.create(excerpt=passage, film=film)

    with transaction.atomic():
        if change == "withdrawn":
            Film.objects.get(pk=film.pk).withdraw(by=editor)
        else:
            Film.objects.filter(pk=film.pk).update(title="Renamed")
        (came,) = together([refer])

    assert came is None
