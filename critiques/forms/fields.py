"""Fields for what strangers type: cleaned as the models clean it, refused in whole sentences."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator

from filmography.publishing.edtf import InvalidEdtf, parse
from filmography.publishing.text import clean_text

MOST_LINKS = 2
_LINK = re.compile(r"https?://|\bwww\.", re.I)
_is_web_address = URLValidator(
    schemes=["http", "https"],
    message="This is no address of a web page. It looks like https://example.org/review.",
)


class PlainField(forms.CharField):
    """Text as the models store it, measured as it will be stored.

    The page sets no `maxlength`: a browser would cut what is pasted and not say so.
    """

    def __init__(self, *, most: int, multiline: bool = False, **kwargs: Any) -> None:
        self.most, self.multiline = most, multiline
        rows = kwargs.pop("rows", 4)
        if multiline:
            kwargs.setdefault("widget", forms.Textarea({"rows": rows, "cols": False}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return clean_text(value or "", multiline=self.multiline)

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > self.most:
            raise ValidationError(
                f"There is room for {self.most:,} characters; this has {len(value):,}."
            )


class HiddenField(PlainField):
    """What the page itself has filled in; there is nobody to tell that it is too long."""

    def __init__(self, *, most: int) -> None:
        super().__init__(most=most, required=False, widget=forms.HiddenInput)

    def to_python(self, value: Any) -> str:
        return super().to_python(value)[: self.most]


class WebField(PlainField):
    """The address of a web page; without a scheme it is taken to be https."""

    def to_python(self, value: Any) -> str:
        address = super().to_python(value)
        return f"https://{address}" if address and "://" not in address else address

    def validate(self, value: str) -> None:
        super().validate(value)
        if value:
            _is_web_address(value)


class DateField(PlainField):
    """A date as precise as it is known (EDTF)."""

    def validate(self, value: str) -> None:
        super().validate(value)
        if not value:
            return
        try:
            parse(value)
        except InvalidEdtf:
            raise ValidationError(
                "We cannot read this date. Write a year (2012), a month (2012-05) or a day "
                "(2012-05-21)."
            ) from None


class MailField(PlainField):
    """An e-mail address."""

    default_validators = [
        EmailValidator("This is no e-mail address. It looks like name@example.org.")
    ]

    def __init__(self, **kwargs: Any) -> None:
        attributes = {"autocomplete": "email", "spellcheck": "false"}
        super().__init__(most=254, required=False, widget=forms.EmailInput(attributes), **kwargs)


def refuse_many_links(texts: Iterable[str]) -> None:
    """Raises ValidationError where the texts together hold more links than a person needs."""
    count = sum(len(_LINK.findall(text)) for text in texts)
    if count > MOST_LINKS:
        raise ValidationError(
            f"There is room for {MOST_LINKS} links in the texts; these have {count}. The address "
            "of the source has a field of its own."
        )
