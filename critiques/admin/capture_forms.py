"""The form in which an editor gives the text of a source: pasted, or in a file."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from critiques.extraction import MOST_BYTES, Extracted, UnreadableFile, extract, from_text
from critiques.models import Capture

MOST_PASTED = 2_000_000
_ORIGINS = [
    choice for choice in Capture.Origin.choices if choice[0] != Capture.Origin.FULL_TEXT.value
]


class CaptureForm(forms.Form):
    text = forms.CharField(
        label="Paste the text",
        required=False,
        strip=False,
        max_length=MOST_PASTED,
        widget=forms.Textarea(attrs={"rows": 12, "class": "vLargeTextField"}),
        help_text="The whole article, with its headline if you like; menus and advertisements left "
        "out.",
    )
    file = forms.FileField(
        label="Or upload a file",
        required=False,
        help_text="A web page saved as HTML, a PDF with text, an EPUB, a plain text, or subtitles "
        "(SRT, VTT). At most 5 MB.",
        widget=forms.ClearableFileInput(
            attrs={"accept": ".txt,.text,.md,.html,.htm,.xhtml,.pdf,.epub,.srt,.vtt"}
        ),
    )
    origin = forms.ChoiceField(
        label="What it is",
        required=False,
        choices=[("", "As the file tells"), *_ORIGINS],
        help_text="Readers are told when a machine recognised or transcribed it.",
    )

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.too_large = too_large
        self.extracted: Extracted | None = None

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.errors:
            return data
        file, text = data.get("file"), data.get("text", "")
        if self.too_large or (file and file.size > MOST_BYTES):
            raise ValidationError({"file": "This file is over 5 MB. Paste the text instead."})
        if bool(file) == bool(text.strip()):
            raise ValidationError("Paste the text or choose a file: one of the two.")
        try:
            self.extracted = extract(file.read(), file.name) if file else from_text(_lines(text))
        except UnreadableFile as refusal:
            raise ValidationError({"file" if file else "text": str(refusal)}) from None
        return data


def _lines(text: str) -> str:
    """Browsers send line ends as CR LF, whatever was pasted."""
    return text.replace("\r\n", "\n")
