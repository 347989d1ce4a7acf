"""Parts of public addresses; importing this module makes them known to URL patterns."""

import unicodedata

from django.urls import register_converter


class UnicodeSlug:
    """A slug in letters of any script, in the form in which it is stored."""

    regex = r"[-\w]{1,100}"

    def to_python(self, value: str) -> str:
        return unicodedata.normalize("NFC", value)

    def to_url(self, value: str) -> str:
        return value


class PublicId:
    regex = r"[0-9a-z]{6,12}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Secret:
    """The secret of a link that nobody can guess (`secret_links`)."""

    regex = r"[0-9a-f]{64}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(UnicodeSlug, "uslug")
register_converter(PublicId, "publicid")
register_converter(Secret, "secret")
