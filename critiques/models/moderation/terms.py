"""The terms under which the public contributes, each wording kept for those who agreed to it."""

import hashlib

from django.db import models
from django.utils import timezone

from filmography.publishing.fields import CleanTextField
from filmography.publishing.site import SiteSettings

DEFAULT = (
    "I have the right to offer this. What I wrote myself (a paraphrase, a translation, why it "
    "matters) may be used by this site and by anybody under the licence [CC BY 4.0]"
    "(https://creativecommons.org/licenses/by/4.0/), with the credit that I chose. Quoted words "
    "remain their author’s; I took them from the source that I named and did not change them "
    "without marking it. The editors may edit, decline or remove what I offer."
)


class Terms(models.Model):
    version = models.CharField(max_length=20, unique=True)
    text = CleanTextField()
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        verbose_name_plural = "terms"

    def __str__(self) -> str:
        return self.version

    @classmethod
    def current(cls) -> "Terms":
        """The wording that is shown now; kept once somebody agrees to it (`save`)."""
        text = SiteSettings.load().terms or DEFAULT
        version = hashlib.sha256(text.encode()).hexdigest()[:12]
        return cls.objects.filter(version=version).first() or cls(version=version, text=text)
