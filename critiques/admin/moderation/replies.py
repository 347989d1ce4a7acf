"""Replies of people who are quoted: they come with reports, and are never edited here."""

from django.contrib import admin
from django.http import HttpRequest

from critiques.models import Reply
from filmography.admin.publishable import PublishableAdmin


@admin.register(Reply)
class ReplyAdmin(PublishableAdmin):
    list_display = ["__str__", "excerpt"]
    list_select_related = ["excerpt__source"]
    search_fields = ["name", "text"]
    names_ranked_by = ("name",)
    readonly_fields = ("publication_state", "excerpt", "name", "text")
    fields = ["excerpt", "name", "text", "publication_state"]
    public_fields = ("name", "text")
    visible_with = "Its passage has to be public too."

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
