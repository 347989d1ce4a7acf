"""What the project holds to everywhere, read from the code itself and not from its behaviour."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(settings.BASE_DIR)
APPS = ("filmography", "critiques")
LONGEST_FILE = 300
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "services", "service", "common", "misc"}


def python_files(*places: str) -> list[Path]:
    """Python files of these folders, but for what migrations generate."""
    files = [path for place in places for path in (ROOT / place).rglob("*.py")]
    return sorted(path for path in files if "migrations" not in path.parts)


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imported_modules(path: Path) -> Iterator[str]:
    """Absolute names, also of what is imported inside functions."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join((*base, *filter(None, [node.module])))
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def places(found: dict[Path, list[object]]) -> list[str]:
    return [f"{path.relative_to(ROOT)}: {what}" for path, what in found.items() if what]


ALL = python_files(*APPS, "config")
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))


# --- Layers -----------------------------------------------------------------------------------

FORBIDDEN_IMPORTS = {
    "filmography": ("critiques", "config", "tests"),
    "critiques": ("config", "tests"),
    "config": ("filmography", "critiques", "tests"),
}


@pytest.mark.parametrize("layer", FORBIDDEN_IMPORTS)
def test_a_layer_imports_only_what_lies_below_it(layer: str) -> None:
    forbidden = FORBIDDEN_IMPORTS[layer]
    found: dict[Path, list[object]] = {
        path: [name for name in imported_modules(path) if name.split(".")[0] in forbidden]
        for path in python_files(layer)
    }
    assert not places(found)


def test_the_ground_floor_knows_django_and_itself_only() -> None:
    """Of the admin it may need what Django has; of this project nothing but itself."""
    floor = "filmography.publishing"
    found: dict[Path, list[object]] = {
        path: [
            name
            for name in imported_modules(path)
            if name.split(".")[0] in (*APPS, "config") and not f"{name}.".startswith(f"{floor}.")
        ]
        for path in python_files("filmography/publishing")
    }
    assert not places(found)


def test_the_facts_do_not_even_name_what_criticism_hangs_on_them() -> None:
    """No `film.excerpts`: neither as an attribute nor inside the lookup of a query."""
    reverse_names = {
        relation.get_accessor_name()
        for model in apps.get_app_config("filmography").get_models()
        for relation in model._meta.related_objects
        if relation.related_model._meta.app_label == "critiques"
    } - {None}
    assert {"excerpt_subjects", "list_entries", "source_contributions"} <= reverse_names
    found: dict[Path, list[object]] = {}
    for path in python_files("filmography"):
        nodes = list(ast.walk(tree(path)))
        named = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
        named |= {node.arg for node in nodes if isinstance(node, ast.keyword) and node.arg}
        named |= {
            part
            for node in nodes
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
            for part in node.value.split("__")
        }
        found[path] = sorted(
            name for name in reverse_names if name in {part.split("__")[0] for part in named}
        )
    assert not places(found)


# --- Escaping, and what goes into SQL -----------------------------------------------------------


def test_nothing_is_marked_safe() -> None:
    marking = {"mark_safe", "SafeString", "SafeText", "html_safe"}
    found: dict[Path, list[object]] = {
        path: sorted(
            marking
            & {getattr(node, "id", getattr(node, "attr", "")) for node in ast.walk(tree(path))}
        )
        for path in ALL
    }
    assert not places(found)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_escapes_and_holds_no_style_or_script(path: Path) -> None:
    text = path.read_text("utf-8")
    unescaped = r"\|\s*(safe|safeseq|urlize|urlizetrunc|striptags)\b|\{%\s*autoescape\s+off"
    if path.suffix == ".html":
        assert not re.search(unescaped, text)
    assert not re.search(r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:", text, re.I)
    for script in re.findall(r"<script\b([^>]*)>(.*?)</script>", text, re.I | re.S):
        attributes, body = script
        assert "src=" in attributes or 'type="application/ld+json"' in attributes
        assert "src=" not in attributes or not body.strip()


def is_fixed_sql(path: Path) -> bool:
    """The trigger statements, which are written once and hold no value of anybody's."""
    return path.name == "triggers.py"


def is_literal(call: ast.Call) -> bool:
    """Whether the statement stands there as it is sent; a command of Django's is none."""
    if ast.unparse(call.func) == "super().execute":
        return True
    return bool(call.args) and isinstance(call.args[0], ast.Constant)


def test_sql_is_never_put_together() -> None:
    found: dict[Path, list[object]] = {}
    for path in ALL:
        wrong: list[object] = []
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in {"extra", "RawSQL", "raw", "executescript"}:
                wrong.append((name, node.lineno))
            if name in {"execute", "executemany"} and not (is_literal(node) or is_fixed_sql(path)):
                wrong.append((name, node.lineno))
        found[path] = wrong
    assert not places(found)


QUERYING = {
    "filter", "exclude", "get", "get_or_create", "update_or_create", "create", "annotate",
    "aggregate", "order_by", "values", "values_list", "Q", "alias",
}  # fmt: skip
FROM_OUTSIDE = {"GET", "POST", "data", "cleaned_data", "query_params", "body", "META", "COOKIES"}


def test_no_request_is_expanded_into_a_query() -> None:
    """`filter(**request.GET)` lets a stranger choose the lookup (CVE-2025-64459)."""
    found: dict[Path, list[object]] = {}
    for path in ALL:
        wrong: list[object] = []
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.Call):
                continue
            if getattr(node.func, "attr", getattr(node.func, "id", "")) not in QUERYING:
                continue
            expanded = [keyword.value for keyword in node.keywords if keyword.arg is None]
            for value in expanded:
                named = {getattr(part, "attr", getattr(part, "id", "")) for part in ast.walk(value)}
                if named & (FROM_OUTSIDE | {"request"}):
                    wrong.append(ast.unparse(node))
        found[path] = wrong
    assert not places(found)


# --- Publication states, in one place -------------------------------------------------------------

STATE_LOOKUP = re.compile(r"(^|__)(state|published_at|published_until)(__|$)")
# Where the admin lets editors filter by state, and where it words or tests one. What the checking
# of quotations calls a state is another thing, and so is that of a contribution.
MAY_FILTER_BY_STATE = (
    "filmography/publishing/",
    "/admin/",
    "critiques/quotation/",
    "critiques/models/moderation/",
)


def test_what_is_public_is_decided_in_one_place() -> None:
    """`.published()` is the one word; a filter by state anywhere else is how drafts leak."""
    found: dict[Path, list[object]] = {}
    for path in ALL:
        if any(place in path.as_posix() for place in MAY_FILTER_BY_STATE):
            continue
        calls = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
        found[path] = [
            f"line {call.lineno}: {keyword.arg}"
            for call in calls
            for keyword in call.keywords
            if keyword.arg and re.search(r"(^|__)state(__|$)", keyword.arg)
        ]
        found[path] += [
            name
            for name in ("PublicationState", "published_until")
            if name in path.read_text("utf-8")
        ]
    assert not places(found)


# --- Names, sizes, signatures ---------------------------------------------------------------------


def test_files_stay_small() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in ALL}

    assert not {str(path): lines for path, lines in lengths.items() if lines > LONGEST_FILE}


def test_no_module_is_named_for_nothing() -> None:
    assert not [path for path in ALL if VAGUE_NAMES & set(path.with_suffix("").parts)]


def test_what_drives_a_browser_stands_together() -> None:
    """Where .ci/run looks for it."""
    others = [path for path in python_files("tests") if path.parent.name != "browser"]
    others.remove(Path(__file__))

    assert not [path for path in others if "mark.browser" in path.read_text("utf-8")]


def test_every_module_says_what_it_owns() -> None:
    modules = [path for path in ALL if path.name != "__init__.py"]

    assert not [str(path) for path in modules if not ast.get_docstring(tree(path))]


def test_every_signature_is_typed() -> None:
    found: dict[Path, list[object]] = {}
    for path in python_files(*APPS):
        functions = [
            node
            for node in ast.walk(tree(path))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        ]
        found[path] = [
            f"{function.name}, line {function.lineno}"
            for function in functions
            if not _is_typed(function)
        ]
    assert not places(found)


def _is_typed(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    arguments = function.args
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    named += filter(None, [arguments.vararg, arguments.kwarg])
    typed = all(a.annotation or a.arg in {"self", "cls"} for a in named)
    return typed and (function.returns is not None or function.name == "__init__")


def inclusion_tags() -> Iterator[tuple[str, str]]:
    for path in ALL:
        for node in ast.walk(tree(path)):
            for decorator in getattr(node, "decorator_list", []):
                if isinstance(decorator, ast.Call) and "inclusion_tag" in ast.unparse(decorator):
                    yield node.name, ast.literal_eval(decorator.args[0])


def test_an_inclusion_tag_is_named_as_its_template() -> None:
    tags = dict(inclusion_tags())

    assert "film_reception" in tags
    assert tags == {name: f"critiques/_{name}.html" for name in tags}
    assert all((ROOT / "templates" / template).is_file() for template in tags.values())


# --- Views ------------------------------------------------------------------------------------


def public_patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        elif str(pattern.pattern) != settings.ADMIN_PATH:
            yield from public_patterns(pattern)


def test_every_view_says_which_methods_it_answers() -> None:
    """The decorator of Django leaves its mark on no view, so a request says whether it is there."""
    from tests.site.addresses import FORMS

    form_names = {name.rpartition(":")[2] for name in FORMS}
    found = {
        pattern.name: {method for method in ("POST", "DELETE") if not is_refused(pattern, method)}
        for pattern in public_patterns()
    }
    assert {name for name, methods in found.items() if "DELETE" in methods} == set()
    assert {name for name, methods in found.items() if "POST" in methods} == form_names


def is_refused(pattern: URLPattern, method: str) -> bool:
    from django.http import HttpResponseNotAllowed
    from django.test import RequestFactory

    kwargs = {**pattern.default_args, **dict.fromkeys(pattern.pattern.converters, "name")}
    try:
        response = pattern.callback(RequestFactory().generic(method, "/"), **kwargs)
    except Exception:
        return False
    return isinstance(response, HttpResponseNotAllowed)


def test_views_are_short() -> None:
    found: dict[Path, list[object]] = {}
    for path in [*python_files("critiques/views"), ROOT / "filmography/views.py"]:
        found[path] = [
            node.name
            for node in tree(path).body
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno > 25
        ]
    assert not places(found)
