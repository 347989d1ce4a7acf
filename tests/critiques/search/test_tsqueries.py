"""What PostgreSQL is asked, and what its index holds to answer that in few steps. Pure."""

import pytest

from critiques.models.search_entries import SearchEntry, entry_id
from critiques.search.backends.rows import Row
from critiques.search.backends.tsqueries import tsquery, vector
from critiques.search.expressions import Alternative, Clause, Expression, at_least, clause
from critiques.search.parsing import Term

Kind = SearchEntry.Kind


def asked(word: str, *, begun: bool = False) -> Clause:
    return clause(Term((word,), "", is_prefix=begun), ("en",))


def operands(query: str) -> set[str]:
    return {part.strip("()") for part in query.replace(" & ", " | ").split(" | ")}


def row(kind: Kind, tokens: str, around: str = " ¶ ") -> Row:
    return Row(entry_id(kind, 7), 0, 1, "", tokens, around, "#k:film", "{}")


def lexemes(of: Row) -> set[str]:
    return {placed.rpartition("'")[0].strip("'") for placed in vector(of).split()}


def test_a_word_of_what_has_a_name_is_asked_once_wherever_it_stands() -> None:
    wanted = Expression((asked("tokyo"),))

    assert operands(tsquery(wanted, Kind.FILM)) == {"'@1:tokyo'"}
    assert operands(tsquery(wanted, Kind.EXCERPT)) == {"'tokyo'", "'_tokyo'"}


def test_two_letters_that_a_word_begins_with_are_asked_once_wherever_it_stands() -> None:
    wanted = Expression((asked("to", begun=True),))

    assert operands(tsquery(wanted, Kind.FILM)) == {"'@1:^to'"}
    assert operands(tsquery(wanted, Kind.EXCERPT)) == {"'^to'"}


@pytest.mark.parametrize("begun", [False, True])
def test_a_query_that_names_no_word_of_a_kind_names_the_kind(begun: bool) -> None:
    facet = ((Alternative(("#t:5",)),),)

    assert "'#k:film'" in operands(tsquery(Expression(facet), Kind.FILM))
    both = Expression((*facet, asked("to", begun=begun)))
    assert "'#k:film'" not in operands(tsquery(both, Kind.FILM))


@pytest.mark.parametrize("word", ["tokyo", "to"])
@pytest.mark.parametrize("kind", [Kind.FILM, Kind.EXCERPT])
@pytest.mark.parametrize("level", [0, 1, 3])
def test_an_entry_holds_all_by_which_it_is_asked(kind: Kind, word: str, level: int) -> None:
    held = lexemes(row(kind, "tokyo story ¶ ¶ ¢tokyo £tokyo ¢story", "_ozu ¶ #f:ozu"))
    own = (Alternative((word,), word == "to"),)
    wanted = at_least(level, [own]) if level else [asked(word, begun=word == "to")]

    assert held & {each.strip("'") for each in operands(tsquery(Expression(tuple(wanted)), kind))}


def test_what_is_asked_of_passages_does_not_lead_to_names() -> None:
    held = lexemes(row(Kind.FILM, "tokyo ¶ ¶ ¢tokyo £tokyo"))

    assert not held & {"¢tokyo", "£tokyo", "^3to"}
    assert {"@1:£tokyo", "@1:^3to", "tokyo", "^to"} <= held
