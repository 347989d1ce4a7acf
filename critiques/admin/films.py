"""What the desk's list of films tells of criticism, of which the facts know nothing."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from critiques.models import ExcerptSubject
from filmography.admin.films import FilmAdmin
from filmography.work_lists import WorkList


class PassagesFilter(admin.SimpleListFilter):
    title = "passages"
    parameter_name = "passages"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("none", "None"), ("some", "Some")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        has_some = Exists(ExcerptSubject.objects.filter(film=OuterRef("pk")))
        conditions = {"none": ~has_some, "some": has_some}
        condition = conditions.get(self.value())
        return queryset if condition is None else queryset.filter(condition)


FilmAdmin.list_filter = [*FilmAdmin.list_filter, PassagesFilter]
FilmAdmin.work_lists = (
    *FilmAdmin.work_lists,
    WorkList("What is missing", "Films without passages", {"passages": "none"}),
)
