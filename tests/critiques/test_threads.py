"""Debates as trees of passages, and themes as a hierarchy: also where they run in circles."""

from dataclasses import dataclass
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

from critiques.theme_grid import in_hierarchy
from critiques.threads import DEPTH_LIMIT, Conversation, Node, conversation, pruned, threads


@dataclass
class Response:
    from_excerpt: Any
    to_excerpt: Any

    @property
    def pk(self) -> str:
        return f"{self.from_excerpt_id}{self.to_excerpt_id}"

    @property
    def from_excerpt_id(self) -> str:
        return self.from_excerpt.pk

    @property
    def to_excerpt_id(self) -> str:
        return self.to_excerpt.pk


def responses(*pairs: str) -> list[Response]:
    """ "ba" is b's response to a."""
    passages = {pk: SimpleNamespace(pk=pk) for pair in pairs for pk in pair}
    return [Response(passages[pair[0]], passages[pair[1]]) for pair in pairs]


def drawn(node: Node) -> str:
    inside = "".join(drawn(child) for child in node.children)
    return f"{node.pk}({inside})" if inside else str(node.pk)


def draw(*pairs: str) -> list[str]:
    return [drawn(node) for node in threads(responses(*pairs))]


def test_a_thread_grows_from_what_answers_nothing() -> None:
    assert draw("ba", "ca", "db") == ["a(b(d)c)"]


def test_the_liveliest_thread_comes_first() -> None:
    assert draw("yx", "ba", "ca") == ["a(bc)", "x(y)"]


def test_no_responses_make_no_threads() -> None:
    assert draw() == []


def test_two_that_answer_each_other_stand_once_each() -> None:
    assert draw("ba", "ab") == ["a(b)"]


def test_a_circle_begins_somewhere_and_ends() -> None:
    assert draw("ba", "cb", "ac") == ["a(b(c))"]


def test_a_circle_with_a_beginning_outside_grows_from_there() -> None:
    assert draw("ba", "cb", "bc") == ["a(b(c))"]


def test_an_answer_to_itself_does_not_hang() -> None:
    assert draw("aa", "ba") == ["a(b)"]


def test_an_answer_to_two_stands_under_the_first_reached() -> None:
    assert draw("ca", "cb", "db") == ["a(c)", "b(d)"]


def test_every_passage_stands_exactly_once_however_deep() -> None:
    names = [chr(0x100 + n) for n in range(200)]
    found = threads(responses(*(later + earlier for earlier, later in pairwise(names))))

    assert sum(node.size for node in found) == len(names)
    assert all(depth(node) <= DEPTH_LIMIT for node in found)


def depth(node: Node) -> int:
    return max((1 + depth(child) for child in node.children), default=0)


def test_each_node_knows_how_it_takes_up_its_parent() -> None:
    (root,) = threads(responses("ba"))

    assert root.response is None
    assert root.children[0].response.from_excerpt_id == "b"


def test_a_long_thread_is_cut_where_it_says_that_it_goes_on() -> None:
    (root,) = threads(responses("ba", "ca", "db", "eb"))

    cut = pruned(root, 4)

    assert drawn(cut) == "a(b(d)c)"
    assert [node.pk for node in cut.walk() if node.goes_on] == ["b"]


def around(pk: str, *pairs: str, levels: int = 9, most: int = 99) -> Conversation:
    every = responses(*pairs)

    def fetch(froms: set[Any], tos: set[Any]) -> list[Response]:
        return [r for r in every if r.from_excerpt_id in froms or r.to_excerpt_id in tos]

    return conversation(pk, fetch, levels=levels, most=most)


def both(found: Conversation) -> tuple[str, str]:
    return marked(found.above), marked(found.below)


def marked(node: Node) -> str:
    """As `drawn`; a passage that stands elsewhere has a star, where it goes on stands a plus."""
    inside = "".join(marked(child) for child in node.children)
    end = f"({inside})" if inside else ""
    return f"{node.pk}{'*' * node.is_repeat}{'+' * node.goes_on}{end}"


def test_a_conversation_goes_both_ways_from_its_passage() -> None:
    """c takes up b, which takes up a; d and e take up c."""
    found = around("c", "ba", "cb", "dc", "ec")

    assert both(found) == ("c(b(a))", "c(de)")
    assert found.size == 5


def test_what_others_say_of_the_same_passage_is_not_followed_sideways() -> None:
    assert both(around("b", "ba", "xa")) == ("b(a)", "b")


def test_two_that_answer_each_other_are_named_once_with_words_and_once_without() -> None:
    found = around("a", "ab", "ba")

    assert both(found) == ("a(b)", "a(b*)")
    assert found.size == 2


def test_a_conversation_in_a_circle_ends_where_it_closes() -> None:
    assert both(around("a", "ba", "cb", "ac")) == ("a(c(b*))", "a(b)")


def test_a_passage_that_two_others_lead_to_is_followed_once() -> None:
    assert both(around("a", "ba", "ca", "db", "dc", "ed")) == ("a", "a(b(d(e))c(d*))")


def test_a_conversation_says_where_it_goes_on_beyond_its_depth() -> None:
    found = around("a", "ba", "cb", "dc", levels=2)

    assert both(found) == ("a", "a(b(c+))")
    assert found.goes_on


def test_a_conversation_of_too_many_passages_says_so() -> None:
    found = around("a", "ba", "ca", "da", most=3)

    assert both(found) == ("a", "a+(bc)")
    assert found.size == 3


def test_a_conversation_that_is_whole_says_nothing() -> None:
    assert not around("a", "ba", "cb").goes_on


def themes(**broader: str | None) -> list[Any]:
    return [SimpleNamespace(pk=name, broader_id=above) for name, above in broader.items()]


def ordered(**broader: str | None) -> list[tuple[str, int]]:
    return [(theme.pk, depth) for theme, depth in in_hierarchy(themes(**broader))]


def test_a_broader_theme_stands_directly_before_its_narrower_ones() -> None:
    assert ordered(a=None, b=None, c="a", d="c") == [("a", 0), ("c", 1), ("d", 2), ("b", 0)]


def test_a_theme_whose_broader_one_is_hidden_stands_at_the_top() -> None:
    assert ordered(a="hidden", b="a") == [("a", 0), ("b", 1)]


def test_themes_in_a_circle_are_all_there() -> None:
    assert ordered(a="b", b="a", c=None) == [("c", 0), ("a", 0), ("b", 0)]
