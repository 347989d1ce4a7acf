"""Querysets that are put together once answer as those that are put together anew."""

from collections.abc import Iterator
from datetime import timedelta
from inspect import getmembers
from threading import Thread
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from filmography.models import Film, Scene
from filmography.models.films import FilmQuerySet
from filmography.publishing.put_together import once
from tests import factories as make

pytestmark = pytest.mark.django_db


class CountedQuerySet(FilmQuerySet):
    times = 0

    @once
    def old(self) -> "CountedQuerySet":
        type(self).times += 1
        return self.filter(year__lt=1950)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> type[CountedQuerySet]:
    monkeypatch.setattr(CountedQuerySet, "times", 0)
    return CountedQuerySet


def all_films(queryset: type[CountedQuerySet]) -> CountedQuerySet:
    manager = queryset.as_manager()
    manager.model = Film
    return manager.get_queryset()


def test_of_all_records_it_is_put_together_once(counted: type[CountedQuerySet]) -> None:
    all_films(counted).old()  # perhaps by another test before
    before = counted.times

    make.make_film(year=1941)
    assert [all_films(counted).old().count() for _ in range(3)] == [1, 1, 1]
    assert counted.times == before


def test_each_thread_puts_it_together_for_itself(counted: type[CountedQuerySet]) -> None:
    for _ in range(2):
        thread = Thread(target=lambda: [all_films(counted).old() for _ in range(3)])
        thread.start()
        thread.join()
    assert counted.times == 2


def test_of_some_records_it_is_put_together_anew(counted: type[CountedQuerySet]) -> None:
    make.make_film(year=1941, in_scope=False)
    kept = make.make_film(year=1942, in_scope=True)

    assert list(all_films(counted).in_scope().old()) == [kept]
    assert list(all_films(counted).filter(year=1942).old()) == [kept]
    assert counted.times == 2


def test_what_is_asked_further_is_not_kept() -> None:
    older, newer = make.make_film(year=1941), make.make_film(year=1942)

    assert list(Film.objects.published().filter(year=1941)) == [older]
    assert list(Film.objects.published().order_by("year")) == [older, newer]
    assert list(Film.objects.published()) == [newer, older]


def test_answers_are_not_kept() -> None:
    assert not Film.objects.published()

    film = make.make_film()
    assert list(Film.objects.published()) == [film]


def test_the_records_of_another_stay_its_own() -> None:
    film = make.make_film()
    scene = make.make_scene(film)
    make.make_scene(make.make_film())

    assert Scene.objects.published().count() == 2
    assert list(film.scenes.published()) == [scene]
    assert list(Film.objects.prefetch_related("scenes").get(pk=film.pk).scenes.published()) == [
        scene
    ]


def put_together_once() -> Iterator[Any]:
    for model in apps.get_models():
        for name, method in getmembers(type(model._default_manager.all())):
            if getattr(method, "is_put_together_once", False):
                yield pytest.param(model, method.__wrapped__, id=f"{model.__name__}.{name}")


@pytest.mark.parametrize(("model", "method"), put_together_once())
def test_none_asks_for_the_time_or_for_records(
    model: Any,
    method: Any,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: Any,
) -> None:
    """Only when the database is asked."""
    monkeypatch.setattr(timezone, "now", lambda: pytest.fail("it asks for the time"))

    with django_assert_num_queries(0):
        assert method(model._default_manager.all()).query


def test_the_time_is_that_of_the_question(monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    make.make_film(published_at=now + timedelta(hours=1), published_until=now + timedelta(hours=2))
    asked = Film.objects.published()

    found = []
    for hours in (0, 1.5, 3):
        time = now + timedelta(hours=hours)
        monkeypatch.setattr(timezone, "now", lambda time=time: time)
        found.append((asked.count(), Film.objects.published().count()))
    assert found == [(0, 0), (1, 1), (0, 0)]
