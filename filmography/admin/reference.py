"""The short lists: countries, languages, genres; and the settings of the site."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from filmography.admin.records import RecordAdmin
from filmography.models import Country, Genre, Language, SiteSettings


@admin.register(Country, Language)
class CodeAdmin(RecordAdmin):
    list_display = ["name", "code"]
    search_fields = ["folded"]
    fields = ["code", "name"]

    def get_readonly_fields(self, request: HttpRequest, obj: object = None) -> tuple:
        return ("code",) if obj else ()


@admin.register(Genre)
class GenreAdmin(RecordAdmin):
    list_display = ["name", "slug"]
    search_fields = ["folded"]
    fields = ["name", "description", "slug"]
    quick_fields = ("name",)
    names_new_by = "name"


@admin.register(SiteSettings)
class SiteSettingsAdmin(RecordAdmin):
    fieldsets = [
        (None, {"fields": ["name", "tagline", "introduction", "contact_email"]}),
        ("Pages", {"fields": ["about", "privacy", "accessibility", "terms"]}),
        (
            "How much of a source may be quoted",
            {
                "fields": [
                    ("share_warn_percent", "share_warn_words"),
                    ("share_refuse_percent", "share_refuse_words"),
                ],
                "description": "Counted for sources in copyright, over all their versions.",
            },
        ),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not SiteSettings.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict | None = None
    ) -> HttpResponse:
        """There is one row; go straight to it."""
        if not self.has_view_or_change_permission(request):
            return super().changelist_view(request, extra_context)
        row, _ = SiteSettings.objects.get_or_create(pk=1)
        return HttpResponseRedirect(reverse("admin:filmography_sitesettings_change", args=[row.pk]))
