"""What follows when a source or an excerpt is saved in a way that calls no `save()`: by loaddata.

States in a fixture are not believed: captures never travel with them.
"""

from typing import Any

from critiques.capturing import capture_full_text
from critiques.models import Excerpt, Source
from critiques.models.checked import SETTLED


def capture_published_text(sender: type, instance: Source, **kwargs: Any) -> None:
    """Receiver of `post_save`: the full text that the site shows is what quotations stand in."""
    fields = kwargs.get("update_fields")
    if fields is None or "full_text" in fields:
        capture_full_text(instance)


def forget_state(sender: type, instance: Excerpt, raw: bool, **kwargs: Any) -> None:
    """Receiver of `pre_save`: what was found here counts, not what was found elsewhere."""
    if raw:
        known = Excerpt.objects.filter(pk=instance.pk).values(*SETTLED).first()
        instance.forget_check()
        for name, value in (known or {}).items():
            setattr(instance, name, value)


def check_loaded(sender: type, instance: Excerpt, raw: bool, **kwargs: Any) -> None:
    """Receiver of `post_save`."""
    if raw and instance.is_quotation:
        instance.recheck()
