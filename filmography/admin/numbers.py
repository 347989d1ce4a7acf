"""Numbers at the desk are typed as text, so that the server sees whatever was typed.

Of a number field a browser sends nothing where it cannot read a number ("1987-88"), and the desk's
forms ask no browser to check them: what was there before would be emptied without a word.
"""

from typing import Any

from django import forms
from django.db import models


class WholeNumberInput(forms.TextInput):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        usual = {"class": "vIntegerField", "inputmode": "numeric", "size": 8}
        super().__init__({**usual, **(attrs or {})})


class LargeNumberInput(WholeNumberInput):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "vBigIntegerField", "size": 16, **(attrs or {})})


class DecimalInput(WholeNumberInput):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", **(attrs or {})})


class NumbersAsTyped:
    """Mixin of admins and inlines."""

    formfield_overrides = {
        models.IntegerField: {"widget": WholeNumberInput},
        models.BigIntegerField: {"widget": LargeNumberInput},
        models.FloatField: {"widget": DecimalInput},
        models.DecimalField: {"widget": DecimalInput},
    }
