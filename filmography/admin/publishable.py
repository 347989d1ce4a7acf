"""The admin of what can be public: state in view, transitions as actions and buttons.

It calls the transitions of the models and speaks their refusals; it decides nothing itself.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.text import Truncator

from filmography.admin import standing
from filmography.admin.moves import MOVES, Move, given_at_once, told_of
from filmography.admin.preview_links import PreviewLinks
from filmography.admin.records import RecordAdmin
from filmography.admin.reviewing import Reviewing
from filmography.admin.scheduling import Scheduling
from filmography.admin.withdrawal import Withdrawal
from filmography.publishing.models import TransitionRefused
from filmography.publishing.spans import ended, released, scheduled
from filmography.publishing.states import OF_PUBLICATION, WITHDRAWABLE, PublicationState
from filmography.work_lists import WorkList

STALE_AFTER = timedelta(days=30)
MOST_LOOKED_THROUGH = 20  # records published at once, for what stands in them unpublished


class StateFilter(admin.SimpleListFilter):
    title = "publication"
    parameter_name = "publication"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [
            ("public", "Public now"),
            ("scheduled", "Scheduled"),
            ("ending", "Public until a set time"),
            ("ended", "Ended at its time"),
            ("unseen", "Published, but not visible"),
            ("draft", "Draft"),
            ("stale", "Draft, untouched for 30 days"),
            ("in_review", "In review"),
            ("withdrawn", "Withdrawn"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        published = queryset.filter(state=PublicationState.PUBLISHED)
        drafts = queryset.filter(state=PublicationState.DRAFT)
        by_time = {
            "public": queryset.filter(is_visible=True),
            "stale": drafts.filter(updated_at__lt=timezone.now() - STALE_AFTER),
            "scheduled": queryset.filter(scheduled()),
            "ending": queryset.filter(released(), published_until__isnull=False),
            "ended": queryset.filter(ended()),
            "unseen": published.filter(is_visible=False).exclude(scheduled() | ended()),
        }
        if self.value() in by_time:
            return by_time[self.value()]
        return queryset.filter(state=self.value()) if self.value() else queryset


class PublishableAdmin(Reviewing, PreviewLinks, Scheduling, Withdrawal, RecordAdmin):
    change_form_template = "admin/publishable_change_form.html"
    readonly_fields = ("publication_state",)
    actions = (*(move.action() for move in MOVES), "schedule", "withdraw")
    # What those see who may not edit (moderators): the record, not the drafts it is related to.
    public_fields: tuple[str, ...] = ()
    # What else has to be public before readers see a published record.
    visible_with = ""
    work_lists: tuple[WorkList, ...] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Staff who do not edit see what the public sees."""
        queryset = super().get_queryset(request)
        return queryset if self.edits(request) else queryset.filter(is_visible=True)

    def told_of(self, records: QuerySet) -> QuerySet:
        return super().told_of(records).with_visibility()

    def get_list_display(self, request: HttpRequest) -> tuple:
        if not self.edits(request):
            return ("__str__", "published_at")
        return (*super().get_list_display(request), "state_shown")

    def get_list_filter(self, request: HttpRequest) -> tuple:
        return (StateFilter, *super().get_list_filter(request)) if self.edits(request) else ()

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        fields = super().get_search_fields(request)
        return fields if self.edits(request) else [name for name in fields if "__" not in name]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list:
        if not self.edits(request):
            return [(None, {"fields": [*self.public_fields, "publication_state"]})]
        return super().get_fieldsets(request, obj)

    def get_inlines(self, request: HttpRequest, obj: Any) -> list:
        return super().get_inlines(request, obj) if self.edits(request) else []

    @admin.display(description="state", ordering="state")
    def state_shown(self, obj: Any) -> str:
        return standing.in_brief(obj, is_visible=obj.is_visible)

    @admin.display(description="publication state")
    def publication_state(self, obj: Any) -> str:
        return standing.in_full(obj, self.visible_with)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return self._may(request, "publish")

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        return self._may(request, "withdraw")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was public is withdrawn, so that its address can say so; only drafts are deleted."""
        allowed = super().has_delete_permission(request, obj)
        if getattr(obj, "was_ever_public", False):
            return allowed and request.user.is_superuser
        return allowed

    def get_actions(self, request: HttpRequest) -> dict:
        actions = super().get_actions(request)
        if not request.user.is_superuser:
            actions.pop("delete_selected", None)
        return actions

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.save()
            return
        written = {field.name for field in obj._meta.concrete_fields if not field.primary_key}
        # A form that was open meanwhile must not put back what a transition wrote.
        obj.save(update_fields=written - OF_PUBLICATION)

    def move(
        self, request: HttpRequest, records: Iterable[Any], move: Move, **details: Any
    ) -> bool:
        """Moves the records and tells what happened, what did not and why. Whether all moved."""
        moved, refused = [], False
        for record in records:
            try:
                getattr(record, move.name)(by=request.user, **details)
                moved.append(record)
            except TransitionRefused as refusal:
                refused = True
                messages.error(request, f"“{record}” was not {move.done}. {refusal}")
        for sentence in told_of(move, moved):
            messages.success(request, sentence)
        self._warn_of_unseen(request, given_at_once(move, moved))
        return not refused

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        obj = kwargs.get("obj")
        if not context.get("is_popup"):
            context |= {
                "moves": [
                    move for move in MOVES if move.fits(obj) and self._may_move(request, move)
                ],
                "withdraw_url": self._withdraw_url(obj)
                if obj and obj.state in WITHDRAWABLE and self.has_withdraw_permission(request)
                else "",
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def response_add(
        self, request: HttpRequest, obj: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if self._was_refused(request, obj):
            messages.info(
                request, f"It was saved all the same, as {obj.get_state_display().lower()}."
            )
            return HttpResponseRedirect(self._url("change", obj.pk))
        return super().response_add(request, obj, *args, **kwargs)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        if self._was_refused(request, obj):
            messages.info(request, "Your changes were saved all the same.")
            return HttpResponseRedirect(self._url("change", obj.pk))
        return super().response_change(request, obj)

    def _was_refused(self, request: HttpRequest, obj: Any) -> bool:
        """Makes the move whose button was pressed, if any. Whether it was refused."""
        asked = (move for move in MOVES if move.button_name in request.POST)
        return any(
            self._may_move(request, move) and not self.move(request, [obj], move) for move in asked
        )

    def _warn_of_unseen(self, request: HttpRequest, records: list[Any]) -> None:
        if not records:
            return
        public = self.model.objects.published().filter(pk__in=[record.pk for record in records])
        seen = set(public.values_list("pk", flat=True))
        for record in records:
            if record.pk not in seen:
                messages.warning(
                    request, f"“{record}” is not visible to readers yet. {self.visible_with}"
                )
        self._warn_of_hidden(request, records[:MOST_LOOKED_THROUGH])

    def _warn_of_hidden(self, request: HttpRequest, records: list[Any]) -> None:
        hidden = standing.hidden_with(self.model, [record.pk for record in records])
        for record in records:
            if labels := hidden.get(record.pk):
                named = Truncator(", ".join(labels)).words(40)
                messages.warning(
                    request,
                    f"Readers do not see on “{record}” what is not published itself: {named}.",
                )

    def _may(self, request: HttpRequest, action: str) -> bool:
        return request.user.has_perm(f"{self.opts.app_label}.{action}_{self.opts.model_name}")

    def _may_move(self, request: HttpRequest, move: Move) -> bool:
        return self._may(request, move.permission)
