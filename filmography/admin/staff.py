"""Staff accounts: invited by mail, so that nobody ever types a password for somebody else."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import get_random_string

# Importing it registers taggit's own tags, which are none of ours.
from taggit.admin import Tag

from filmography.publishing.invitations import invite

# Who is all of this can do everything.
ADMINISTERS = ("is_active", "is_staff", "is_superuser")


class InvitationForm(forms.ModelForm):
    email = forms.EmailField(
        label="E-mail address",
        help_text="The invitation goes there; it lets them choose a password.",
    )

    class Meta:
        model = User
        fields = ["username", "email", "first_name", "last_name", "groups"]
        help_texts = {"groups": "What they may do here."}
        widgets = {"groups": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = self.fields["groups"]
        groups.required = True
        groups.error_messages["required"] = "Choose a group: without one they may do nothing here."

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        if User.objects.filter(email__iexact=email).exists():
            raise ValidationError("Somebody with this address has an account already.")
        return email

    def save(self, commit: bool = True) -> User:
        user = super().save(commit=False)
        user.is_staff = True
        # Not unusable: Django sends no reset link to an account without a password.
        user.set_password(get_random_string(50))
        if commit:
            user.save()
            self.save_m2m()
        return user


class AccountForm(UserChangeForm):
    def clean(self) -> dict[str, Any]:
        """Without an administrator only the command line would help."""
        cleaned = super().clean()
        stays = all(cleaned.get(name) for name in ADMINISTERS)
        if is_last_administrator(self.instance) and not stays:
            raise ValidationError(
                "This is the last administrator. Make somebody else one first: staff, active and "
                "superuser."
            )
        return cleaned


def is_last_administrator(user: User) -> bool:
    administrators = User.objects.filter(**dict.fromkeys(ADMINISTERS, True))
    return (
        administrators.filter(pk=user.pk).exists()
        and not administrators.exclude(pk=user.pk).exists()
    )


admin.site.unregister(User)
admin.site.unregister(Group)
admin.site.unregister(Tag)


@admin.register(Group)
class RoleAdmin(admin.ModelAdmin):
    search_fields = ["name"]
    filter_horizontal = ["permissions"]


@admin.register(User)
class StaffAdmin(UserAdmin):
    list_display = ["username", "email", "first_name", "last_name", "is_active", "last_login"]
    list_filter = ["groups", "is_active", "is_superuser"]
    form = AccountForm
    add_form = InvitationForm
    add_form_template = "admin/invite.html"
    add_fieldsets = [
        (None, {"fields": ["username", "email", ("first_name", "last_name"), "groups"]}),
    ]
    actions = ["invite_again"]

    def get_actions(self, request: HttpRequest) -> dict:
        """Who leaves is made inactive; accounts are deleted one by one, if ever."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and not (obj and is_last_administrator(obj))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if not change:
            # A slow mail server must not hold the database, nor a lost account send a mail.
            transaction.on_commit(partial(self._invite, request, form.instance))

    @admin.action(description="Send the invitation again", permissions=["change"])
    def invite_again(self, request: HttpRequest, queryset: Any) -> None:
        for user in queryset:
            if user.is_active and user.email:
                self._invite(request, user)
            else:
                messages.warning(
                    request, f"{user} is not active or has no address; nothing was sent."
                )

    def _invite(self, request: HttpRequest, user: User) -> None:
        try:
            invite(user)
        except OSError as error:
            messages.error(
                request,
                f"The account exists, but the invitation to {user.email} could not be sent: "
                f"{error}. Choose “Send the invitation again” in the list of users when the mail "
                "server works.",
            )
        else:
            messages.success(request, f"An invitation was sent to {user.email}.")
