"""How tests use the desk of moderation as its screens do."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

WORDS = "Nobody leaves the party early, and nobody counts the hours."
TEXT = f"A title.\n\n{WORDS} Somebody counts the bottles.\n\nOn the stairs. She waits. She waits."
QUEUE = "admin:critiques_contribution_changelist"


def address(item: Any, view: str = "item") -> str:
    kind = item._meta.model_name
    return reverse(f"admin:critiques_contribution_{view}", args=[kind, item.public_id])


def open_item(client: Client, item: Any) -> HttpResponse:
    return client.post(address(item, "open"), follow=True)


def values(page: HttpResponse) -> dict[str, Any]:
    """What the browser would send of the screen if nothing was changed."""
    sent = {"seen": page.context["seen"]}
    for field in page.context["form"]:
        value = field.value()
        if value not in (None, False, ""):
            sent[field.html_name] = "on" if value is True else value
    return sent


def press(client: Client, item: Any, button: str, value: str = "on", **changes: Any) -> Any:
    """Opens the item, changes what its screen says and presses a button."""
    sent = values(open_item(client, item)) | changes
    return client.post(address(item), {**sent, button: value})


def text_of(page: HttpResponse) -> str:
    return page.content.decode()
