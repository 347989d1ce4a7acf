"""A visit to a page: in a browser context of its own, with all that went wrong on the way to it."""

from collections.abc import Iterable, Iterator
from typing import Any

WIDTHS = {360: 740, 768: 1024, 1440: 900}
SCHEMES = ["light", "dark"]


class Visit:
    def __init__(self, browser: Any, url: str, **context: Any) -> None:
        self.context = browser.new_context(**context)
        self.page = self.context.new_page()
        self.errors: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.response = self.page.goto(url, wait_until="load")

    def _on_console(self, message: Any) -> None:
        missing_page = "404" in message.text and self.page.url.endswith("no-such-film/")
        if message.type in ("error", "warning") and not missing_page:
            self.errors.append(message.text)


def looks(page: Any, widths: Iterable[int] = WIDTHS) -> Iterator[str]:
    """Shows a page of the desk at each width in each scheme, and says in which."""
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.wait_for_timeout(300)  # the admin's links change colour slowly
        for width in widths:
            page.set_viewport_size({"width": width, "height": WIDTHS[width]})
            yield f"{width} px, {scheme}"
