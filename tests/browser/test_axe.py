"""Axe made quick finds what axe finds."""

from typing import Any

import pytest

pytestmark = pytest.mark.browser

# A violation or a doubt in every other line, and each way to write a colour.
PAGE = """
<title>Much amiss</title>
<style>
  body { background: linear-gradient(#fff, #eee); color: #767676 }
  .over { position: relative; top: -1em; opacity: .7; background: rgb(20 20 20 / 40%) }
  .mixed { color: color-mix(in srgb, navy 30%, transparent); background: oklch(70% .1 200) }
  .shade { text-shadow: 0 0 2px #000; color: hsl(120 50% 45%); mix-blend-mode: multiply }
</style>
<h3>Grey on nearly white</h3>
<p class="over">Above others <a href="#x">a link</a> in text <a href="#y"></a></p>
<p class="mixed">Mixed <span class="shade">and shaded</span></p>
<p style="background: #777">The same grey <b style="color: hsl(0 0% 50%)">on grey</b></p>
<img src="data:,"><input><button></button><ul><p>No item</p></ul>
<div role="checkbox" tabindex="3">A box</div><table><tr><th></th></tr></table>
"""
EVERYTHING = """
axe.run({selectors: false}).then(results =>
    ['violations', 'incomplete', 'passes', 'inapplicable'].flatMap(kind =>
        results[kind].map(rule => [kind, rule.id, rule.nodes.map(node =>
            [node.html, node.any, node.all, node.none].map(part => JSON.stringify(part)))])))
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_quick_axe_finds_the_same_for_the_same_reasons(page: Any, scheme: str) -> None:
    from tests.browser import axe

    found = []
    for script in (axe.SCRIPT, axe.QUICK_SCRIPT):
        page.emulate_media(color_scheme=scheme)
        page.set_content(PAGE)
        page.evaluate(f"delete window.axe; {script}; undefined")
        found.append(page.evaluate(EVERYTHING))
    as_it_is, quick = found
    assert quick == as_it_is
    verdicts = {kind for kind, rule, _ in as_it_is if rule == "color-contrast"}
    assert verdicts == {"violations", "incomplete", "passes"}
