"""Axe in a page: all its rules, in a half to a third of the time that it takes as it is.

It reads the colour beneath each letter anew from its text, and its private fields are compiled to
weak maps, which take long to fill: most of its time goes there. With a colour read once, and fields
that are fields, it finds the same for the same reasons: test_axe.py compares.
"""

from typing import Any

from axe_playwright_python.sync_playwright import Axe

# What passed is not described: on a page of many elements that takes most of the time.
OPTIONS = "{resultTypes: ['violations'], selectors: false}"

# Fields of a record under a name that nobody else has, instead of records in a weak map.
QUICK_FIELDS = """
class WeakMap {
    name = Symbol();
    get(record) { return record[this.name]; }
    set(record, value) { record[this.name] = value; return this; }
    has(record) { return this.name in record; }
    delete(record) { return delete record[this.name]; }
}
class WeakSet extends WeakMap {
    add(record) { return this.set(record, true); }
}
"""
QUICK_COLOURS = """
const {Color} = axe.commons.color, read = Color.prototype.parseString, known = new Map();
Color.prototype.parseString = function (text) {
    if (known.has(text)) return Object.assign(this, known.get(text));
    read.call(this, text);
    const {r, g, b, alpha} = this;
    known.set(text, {r, g, b, alpha});
    return this;
};
"""
SCRIPT = Axe().axe_script
QUICK_SCRIPT = f"(() => {{ {QUICK_FIELDS} {SCRIPT} {QUICK_COLOURS} }})()"


def violations(page: Any) -> list[tuple[str, list[str]]]:
    """The name of each rule that the page violates, with places."""
    # CSP forbids axe as a script element; evaluated, it is not the page's own script.
    if not page.evaluate("'axe' in window"):
        page.evaluate(QUICK_SCRIPT)
    found = page.evaluate(f"axe.run({OPTIONS}).then(results => results.violations)")
    return [(v["id"], [node["html"][:200] for node in v["nodes"][:3]]) for v in found]
