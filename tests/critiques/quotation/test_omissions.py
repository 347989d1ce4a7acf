"""What may be left out and put in with a mark, and what then still proves something."""

import pytest

from critiques.quotation import check, prepare
from tests.critiques.quotation.cases import judged, named

SOURCE = (
    "The first reel shows a harbour in winter, with gulls over the ice and two men who repair a"
    " net. One of them sings. He is not the hero of this story, although the camera loves him.\n"
    "The second reel shows a harbour in summer, with boats on the water and one man who sells"
    " fish. \u201cWell \u2026 yes,\u201d he says, \u201cthat is how it was.\u201d Nobody buys. A"
    " child asks him [sic] for a story and he tells her one that lasts until night.\n"
    "Later the two brothers meet again, and the film forgives them both, slowly and with tact."
    " What remains is light on water, a song, a net. What remains is light on water."
    " The girl\u2019s name is never told. He had seenNocturne, twice."
    " A well-worn tune ends it. It starts … light on light, then rain over the ice."
)

REEL = (
    "The first reel shows a harbour in winter, with gulls over the ice and two men who repair a net"
)
STORY = "asks him [sic] for a story and he tells her one that lasts until night"
GIRL = "girl\u2019s name is never told"
WELL = "“Well … yes,” he says, “that is how"
FILM = "and the film forgives them both"
HERO = "He is not the hero of this story, although the camera loves him"

MARKS = ["…", "...", ". . .", "[…]", "[...]", "(…)", "(...)", "[. . .]", "[ … ]"]

CASES = [
    ("at the end", "The first reel shows a harbour […]", "abridged", REEL[:30]),
    ("at the start", "[…] with gulls over the ice", "abridged", "with gulls over the ice"),
    ("at both ends", "… with gulls over the ice …", "abridged", "with gulls over the ice"),
    ("in the middle", "The first reel shows […] who repair a net", "abridged", REEL),
    ("two of them", "The first reel […] gulls over the ice […] repair a net", "abridged", REEL),
    ("first letter raised", "The first reel shows […] Two men who repair", "abridged", REEL[:-6]),
    ("another letter raised", "The first reel shows […] two Men who repair", "altered", None),
    ("with a full stop behind", "The first reel shows a harbour […].", "abridged", REEL[:30]),
    ("nothing left out", "The first reel shows […] a harbour in winter", "abridged", REEL[:40]),
    ("glued to the word", "The first reel shows…who repair a net", "abridged", REEL),
    ("four dots", "who repair a net.... He is not the hero", "abridged", None),
    ("four dots, spaced", "who repair a net. . . . He is not the hero", "abridged", None),
    ("four dots, three in one", "who repair a net…. He is not the hero", "abridged", None),
    ("four dots, one of them apart", "who repair a net … . He is not the hero", "abridged", None),
    ("four dots at the end", "who repair a net….", "abridged", "who repair a net."),
    ("four dots where no sentence ends", "with gulls over.... He is not the hero", "altered", None),
    ("over a paragraph", "One of them sings. […] one man who sells fish", "abridged", None),
    ("in the other order", "two men who repair […] the first reel shows", "altered", None),
    ("a part changed", "The first reel shows […] who mend a net", "altered", None),
    ("a part invented", "The first reel shows […] nobody at all in any part of it", "absent", None),
    ("a part of two words", "The first reel shows […] a net", "altered", None),
    ("first part of two words", "The first […] two men who repair a net", "altered", None),
    ("parts of one word", "harbour … winter … gulls", "altered", None),
    ("a word beside lost spaces", "[…] Nocturne", "altered", "Nocturne"),
    ("a part of three words", "The first reel shows […] repair a net", "abridged", REEL),
    ("ends inside a word", "The first reel sho […] two men who repair", "ambiguous", None),
    ("begins inside a word", "The first reel shows […] en who repair a net", "ambiguous", None),
    ("found twice", "What remains is […]", "ambiguous", None),
    ("the shorter of two", "What remains is […] a song, a net", "abridged", None),
    ("a comma of its own", "The first reel, […] two men who repair", "altered", None),
    ("the source's own mark", "“Well … yes,” he says", "verbatim", None),
    ("the source's own as dots", "“Well... yes,” he says", "altered", None),
    ("own mark with spaces", "“Well ... yes,” he says", "typographic", None),
    ("own mark and an omission", "“Well … yes,” he says […] Nobody buys. A", "abridged", None),
    ("own mark beside a bracket", "“Well … [yeah],” he says, “that is how", "abridged", WELL),
    ("own mark, then a word found twice", "It starts … light […] over the ice", "abridged", None),
    ("own mark and a capital", "“Well … Yes,” he says […] Nobody buys. A", "altered", None),
    ("own mark not beside it", "“Well … […],” he says, “that is how", "altered", None),
    ("a short part", "“Well … fish,” he says […] Nobody buys. A child", "altered", None),
    ("only a mark", "[…]", "absent", None),
    ("only marks", "… […] ...", "absent", None),
    ("bracketed word", "and the film [forgave] them both", "abridged", FILM),
    ("bracket for three words", "Later [they] meet again, and the film", "abridged", None),
    ("bracket for one word", "Later the two [men] meet again, and the film", "abridged", None),
    ("inserted name", "He [the singer] is not the hero of this story", "abridged", HERO[:32]),
    ("inserted sic", "and the film forgives [sic] them both", "abridged", FILM),
    ("the source's own bracket", STORY, "verbatim", STORY),
    ("bracketed letter", "[h]e is not the hero of this", "abridged", HERO[:26]),
    ("two words and a bracketed letter", "[T]he camera loves", "abridged", None),
    ("three bracketed letters", "[l]ater [t]he [t]wo brothers meet", "abridged", None),
    ("letters within a word in a row", "two br[o]thers meet", "abridged", None),
    ("bracket before an apostrophe", "[Ida]\u2019s name is never told", "abridged", GIRL),
    ("bracket behind an apostrophe", "girl[’s] name is never told", "abridged", GIRL),
    ("bracket for an apostrophe", "The girl[s] name is never told", "abridged", f"The {GIRL}"),
    ("part of a hyphenated word", "A well-[known] tune ends it", "abridged", None),
    ("bracket before a name", "[Ida] name is never told", "abridged", GIRL[7:]),
    ("more letters inside than out", "[lat]er the two", "altered", None),
    ("as many letters inside as out", "l[ate]r the two", "altered", None),
    ("letters for others", "and the film forg[ave] them both, slowly", "abridged", None),
    ("letter added at the end", "The first reel shows a harbour[s]", "abridged", REEL[:30]),
    ("letters left out at the end", "gulls over the ice and two m[en]", "abridged", None),
    ("letters within a word", "Later the two br[o]thers meet again", "abridged", None),
    ("letters of a word elsewhere", "[s]pring the camera loves him", "altered", None),
    ("two words in a row", "The first reel [in which] who repair a net", "altered", None),
    ("bracket over marks alone", "in winter [cold] with gulls over the ice", "altered", None),
    ("more in than out", "Later the two [brothers of the north meet] again", "altered", None),
    ("no three words in a row", "Later the [two] brothers [meet] again, and", "altered", None),
    ("only a bracket", "[Later the two brothers]", "altered", None),
    ("one word left", "[He] is [awful]", "altered", None),
    ("letter behind a word", "Later the two brothers[x] meet again", "abridged", None),
    ("mark put in", "and the film [!] forgives them both", "abridged", FILM),
    ("empty bracket for a word", "He is [] the hero of this story, although", "altered", None),
    ("empty bracket for letters", "and the film forg[] them both, slowly", "altered", None),
    ("dash in a bracket", "The first reel shows [-] who repair a net", "altered", None),
    ("brackets nest", "and the film [forgives [again]] them both", "abridged", None),
    ("unbalanced", "and the film [forgives them both", "altered", None),
    ("unbalanced at the end", "and the film forgives them both]", "altered", None),
    ("brackets and an omission", "The first reel shows [ice] […] repair a net", "abridged", None),
    ("round brackets are the source's", "and the film (forgave) them both", "altered", None),
]  # fmt: skip


@pytest.mark.parametrize("mark", MARKS)
def test_every_mark_of_an_omission(mark: str) -> None:
    assert judged(SOURCE, f"The first reel shows {mark} who repair a net") == ("abridged", REEL)


@pytest.mark.parametrize(("name", "quotation", "state", "words"), CASES, ids=named(CASES))
def test_omissions_and_brackets(name: str, quotation: str, state: str, words: str | None) -> None:
    found, span = judged(SOURCE, quotation)

    assert found == state
    if words:
        assert span == words


def test_the_segments_are_what_is_quoted() -> None:
    source = prepare(SOURCE)

    result = check("The first reel shows […] who repair a net", source)

    segments = [source.text[slice(*span)] for span in result.segments]
    assert segments == ["The first reel shows", "who repair a net"]


@pytest.mark.parametrize("added", ["not", "never", "although", "despite that", "hasn\u2019t"])
def test_a_bracket_that_denies_or_concedes_warns(added: str) -> None:
    warned = check(f"and the film [{added}] them both, slowly", prepare(SOURCE))
    silent = check("and the film [always] them both, slowly", prepare(SOURCE))

    assert warned.state == silent.state == "abridged"
    assert warned.warnings
    assert not silent.warnings


def test_a_bracket_stands_for_no_more_than_twelve_words() -> None:
    twelve = "the cat sat " + " ".join(f"word{n}" for n in range(12)) + " on the mat"

    assert judged(twelve, "the cat sat [there] on the mat")[0] == "abridged"
    assert (
        judged(twelve.replace("word0", "x word0"), "the cat sat [there] on the mat")[0] == "altered"
    )
