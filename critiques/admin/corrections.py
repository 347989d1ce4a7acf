"""What is asked before the words of an excerpt are restored."""

from typing import Any

from django import forms

from filmography.admin.history import RestoreForm


class CorrectionRestoreForm(RestoreForm):
    correction_note = forms.CharField(
        label="Correction note",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text="Needed where the words of a public passage change. Readers see it with its "
        "date.",
    )

    @property
    def also(self) -> dict[str, Any]:
        return {name: value for name, value in super().also.items() if value}
