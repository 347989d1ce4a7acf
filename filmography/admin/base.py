"""What the admin of every record shares: folded search, quick-add, ordered inlines, transitions.

It calls the transitions of the models and speaks their refusals; it decides nothing itself.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.widgets import AutocompleteSelectMultiple, RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.html import format_html
from taggit.managers import TaggableManager

from filmography.publishing.models import TransitionRefused, visible
from filmography.publishing.text import fold


class FoldedSearch:
    """Searches without regard to accents, case and typography; wants `folded` search fields."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        return super().get_search_results(request, queryset, fold(search_term))


class TagsByAutocomplete:
    """Lets a taggit field be filled by autocomplete from its vocabulary, in place of a line of text."""

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        if not isinstance(db_field, TaggableManager):
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        vocabulary = db_field.related_model
        related_admin = self.admin_site.get_model_admin(vocabulary)
        widget = RelatedFieldWidgetWrapper(
            AutocompleteSelectMultiple(db_field, self.admin_site),
            db_field.remote_field,
            self.admin_site,
            can_add_related=related_admin.has_add_permission(request),
        )
        return forms.ModelMultipleChoiceField(
            vocabulary.objects.all(),
            widget=widget,
            required=False,
            label=db_field.verbose_name,
            help_text="Type to find one; + makes a new one.",
        )


class RecordAdmin(FoldedSearch, TagsByAutocomplete, admin.ModelAdmin):
    """An editor's admin of one kind of record."""

    show_facets = admin.ShowFacets.ALWAYS
    list_per_page = 50
    # Exact counts of a whole table are slow at a million rows, and the facets give them.
    show_full_result_count = False
    quick_fields: tuple[str, ...] = ()

    def _is_quick_add(self, request: HttpRequest, obj: Any) -> bool:
        return obj is None and IS_POPUP_VAR in (request.GET | request.POST) and bool(self.quick_fields)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list:
        if self._is_quick_add(request, obj):
            return [(None, {"fields": self.quick_fields})]
        return super().get_fieldsets(request, obj)

    def get_inlines(self, request: HttpRequest, obj: Any) -> list:
        return [] if self._is_quick_add(request, obj) else super().get_inlines(request, obj)


class OrderedInline(TagsByAutocomplete, admin.TabularInline):
    """Rows that stand in an order; a script adds buttons that move them up and down."""

    extra = 0
    ordering = ("position", "pk")
    template = "admin/ordered_tabular.html"

    class Media:
        js = ["js/ordered-inline.js"]


class PartInline(TagsByAutocomplete, admin.TabularInline):
    """Rows of a record's parts, in no order of the editor's."""

    extra = 0


class StateFilter(admin.SimpleListFilter):
    """Publication states, with those that are public only at some other time told apart."""

    title = "publication"
    parameter_name = "publication"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [
            ("public", "Public now"),
            ("draft", "Draft"),
            ("in_review", "In review"),
            ("withdrawn", "Withdrawn"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "public":
            return queryset.filter(visible())
        return queryset.filter(state=self.value()) if self.value() else queryset


def _transition(
    name: str, description: str, done: str, permission: str
) -> Callable[[Any, HttpRequest, QuerySet], None]:
    """An action that calls the transition `name` of each selected record."""

    @admin.action(description=description, permissions=[permission])
    def action(self: Any, request: HttpRequest, queryset: QuerySet) -> None:
        self.move(request, queryset, name, done)

    action.__name__ = name
    return action


class WithdrawForm(forms.Form):
    notice = forms.CharField(
        label="Notice to readers",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text="Shown at the page's address, which from now on says that it was withdrawn.",
    )


class PublishableAdmin(RecordAdmin):
    """The admin of what can be public: state in view, transitions as actions and buttons."""

    change_form_template = "admin/publishable_change_form.html"
    readonly_fields = ("publication_state",)
    actions = ("publish", "send_to_review", "return_to_draft", "withdraw")

    publish = _transition("publish", "Publish", "published", "publish")
    send_to_review = _transition("send_to_review", "Send to review", "sent to review", "change")
    return_to_draft = _transition(
        "return_to_draft", "Return to draft", "returned to draft", "publish"
    )

    def get_list_display(self, request: HttpRequest) -> tuple:
        return (*super().get_list_display(request), "state")

    def get_list_filter(self, request: HttpRequest) -> tuple:
        return (StateFilter, *super().get_list_filter(request))

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Staff who do not edit see what the public sees."""
        queryset = super().get_queryset(request)
        if self.has_change_permission(request) or self.has_add_permission(request):
            return queryset
        return queryset.filter(pk__in=self.model.objects.published().values("pk"))

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        if obj is not None and not obj.is_public:
            return None
        return super().get_view_on_site_url(obj)

    @admin.display(description="publication state")
    def publication_state(self, obj: Any) -> str:
        if not obj.pk:
            return "Draft until you publish it."
        if obj.published_at and obj.state == "published":
            return format_html("Published, since {}", obj.published_at.strftime("%-d %B %Y"))
        return obj.get_state_display()

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return self._may(request, "publish")

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        return self._may(request, "withdraw")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was public is withdrawn, so that its address can say so; only drafts are deleted."""
        allowed = super().has_delete_permission(request, obj)
        if obj is not None and getattr(obj, "was_ever_public", False):
            return allowed and request.user.is_superuser
        return allowed

    def get_actions(self, request: HttpRequest) -> dict:
        actions = super().get_actions(request)
        if not request.user.is_superuser:
            actions.pop("delete_selected", None)
        return actions

    def _may(self, request: HttpRequest, action: str) -> bool:
        return request.user.has_perm(f"{self.opts.app_label}.{action}_{self.opts.model_name}")

    def move(
        self, request: HttpRequest, records: Any, transition: str, done: str, **details: Any
    ) -> None:
        """Calls a transition on each record and tells what happened to all and why not to others."""
        moved = 0
        for record in records:
            try:
                getattr(record, transition)(by=request.user, **details)
                moved += 1
            except TransitionRefused as refusal:
                messages.error(request, f"{record}: {refusal}")
        if moved:
            noun = self.opts.verbose_name if moved == 1 else self.opts.verbose_name_plural
            messages.success(request, f"{moved} {noun} {done}.")

    @admin.action(description="Withdraw …", permissions=["withdraw"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse:
        ids = ",".join(str(pk) for pk in queryset.values_list("pk", flat=True))
        return HttpResponseRedirect(f"{self._url('withdraw')}?ids={ids}")

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.withdraw_view)
        return [path("withdraw/", view, name=self._url_name("withdraw")), *super().get_urls()]

    def withdraw_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_withdraw_permission(request):
            raise PermissionDenied
        ids = [pk for pk in request.GET.get("ids", "").split(",") if pk.isdigit() and len(pk) < 19]
        records = self.get_queryset(request).filter(pk__in=ids[:1000])
        form = WithdrawForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            self.move(request, records, "withdraw", "withdrawn", **form.cleaned_data)
            return HttpResponseRedirect(self._url("changelist"))
        context = {
            **self.admin_site.each_context(request),
            "title": "Withdraw from publication",
            "opts": self.opts,
            "records": records,
            "form": form,
        }
        return render(request, "admin/withdraw.html", context)

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        obj = kwargs.get("obj")
        may_publish = self.has_publish_permission(request) and not context.get("is_popup")
        context |= {
            "can_publish": may_publish and (obj is None or obj.state != "published"),
            "withdraw_url": f"{self._url('withdraw')}?ids={obj.pk}"
            if obj and obj.state == "published" and self.has_withdraw_permission(request)
            else None,
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def response_add(self, request: HttpRequest, obj: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        self._publish_if_asked(request, obj)
        return super().response_add(request, obj, *args, **kwargs)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        self._publish_if_asked(request, obj)
        return super().response_change(request, obj)

    def _publish_if_asked(self, request: HttpRequest, obj: Any) -> None:
        if "_publish" in request.POST and self.has_publish_permission(request):
            self.move(request, [obj], "publish", "published")

    def _url_name(self, view: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{view}"

    def _url(self, view: str) -> str:
        return reverse(f"admin:{self._url_name(view)}", current_app=self.admin_site.name)
