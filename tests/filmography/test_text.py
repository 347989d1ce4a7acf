import time
import unicodedata

import pytest
from django.core.validators import validate_unicode_slug

from filmography.publishing.text import MAX_MARKS, clean_text, fold, is_blank, slug_from

ZWJ, ZWNJ, SOFT_HYPHEN = "\u200d", "\u200c", "\u00ad"


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Cle\u0301o", "Cléo"),
        ("Cléo", "Cléo"),
        ("\u1112\u1161\u11ab", "한"),
        ("\u212b", "Å"),
        ("ﬁlm", "ﬁlm"),
        ("İ", "İ"),
        ("a\x00b", "ab"),
        ("a\x07b\x1bc\x7f", "abc"),
        ("a\x9bb", "ab"),
        ("\ud800a\udfff", "a"),
        ("a\ufffeb\uffff\ufdd0\U0001fffe\U0010ffff", "ab"),
        ("a\u202eb\u202c", "ab"),
        ("\u2066a\u2069\u200e\u200f\u061c", "a"),
        ("a\u200bb\u2060c\ufeffd\u180ee", "abcde"),
        ("\ufeffa", "a"),
        ("a\ufff9b\ufffac\ufffb", "abc"),
        ("a\U000e0041\U000e007fb", "ab"),
        ("می‌خواهم", "می‌خواهم"),
        (f"👩{ZWJ}🎤", f"👩{ZWJ}🎤"),
        (f"❤\ufe0f{ZWJ}🔥", f"❤\ufe0f{ZWJ}🔥"),
        (f"र{ZWJ}\u094dय", f"र{ZWJ}\u094dय"),
        (f"{ZWJ}a{ZWNJ}", "a"),
        (f"a {ZWJ}b", "a b"),
        (f"a{ZWJ}{ZWJ}{ZWJ}b", f"a{ZWJ}b"),
        (f"film{SOFT_HYPHEN}ography", f"film{SOFT_HYPHEN}ography"),
        (f"film{SOFT_HYPHEN} ography{SOFT_HYPHEN}", "film ography"),
        (f"a{SOFT_HYPHEN}{SOFT_HYPHEN}b", f"a{SOFT_HYPHEN}b"),
        ("  a  b  ", "a  b"),
        ("\u00a0a\u00a0b\u3000", "a\u00a0b"),
        ("\u3164\u2800a\uffa0", "a"),
        ("a\tb", "a b"),
        ("a \r\n \n b", "a b"),
        ("a\u2028b\u2029c\u0085d\x0be\x0cf\rg", "a b c d e f g"),
        ("😀𝔘", "😀𝔘"),
        ("\u115f\u1161", "\u115f\u1161"),
    ],
)
def test_a_single_line_is_cleaned(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\u2028b\u2029c\u0085d", "a\nb\nc\nd"),
        ("\n\n a\n\nb \n", "a\n\nb"),
        ("a\tb", "a b"),
        ("a\x00\nb", "a\nb"),
    ],
)
def test_several_lines_keep_their_line_ends(raw: str, clean: str) -> None:
    assert clean_text(raw, multiline=True) == clean


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "   ",
        "\n\t\r",
        "\u200b",
        "\u200b \u2060",
        ZWJ,
        SOFT_HYPHEN,
        "\x00",
        "\u202e\u202c",
        "\ud800",
        "\u3164",
        "\u115f\u1160",
        "\uffa0",
        "\u2800",
        "\u0301",
        "\ufe0f",
        "\U000e0041",
        "\ue000",
        "\ufffe",
        "\u034f",
        "\u00a0",
    ],
)
def test_what_has_nothing_visible_is_blank_and_cleaned_to_nothing(raw: str) -> None:
    assert is_blank(raw)
    assert clean_text(raw) == clean_text(raw, multiline=True) == ""


@pytest.mark.parametrize("raw", ["a", ".", "七", "😀", "½", "$", "\u200ba", "ー", "क्"])
def test_what_has_something_visible_is_not_blank(raw: str) -> None:
    assert not is_blank(raw)
    assert clean_text(raw)


def test_stacked_marks_are_cut_to_the_limit() -> None:
    assert clean_text("a" + "\u0316" * 500) == "a" + "\u0316" * MAX_MARKS
    hidden = clean_text("a" + f"\u0316{ZWJ}" * 500 + "b")
    assert sum(unicodedata.combining(c) != 0 for c in hidden) <= MAX_MARKS


@pytest.mark.parametrize(
    "raw",
    [
        f"\u3164{SOFT_HYPHEN}a",
        f"a{SOFT_HYPHEN}{ZWJ}b",
        f"a{ZWJ}{SOFT_HYPHEN}b",
        "e\u200b\u0301",
        "\u1100\u200b\u1161",
        f"a{SOFT_HYPHEN}\u3164",
        "a" + "\u0301\u0316" * 40,
        "a \n\u0301b",
        f"e{SOFT_HYPHEN}\u0301",
        f"\u2800{ZWJ}a",
    ],
)
def test_cleaning_twice_changes_nothing_more(raw: str) -> None:
    for multiline in (False, True):
        once = clean_text(raw, multiline=multiline)
        assert clean_text(once, multiline=multiline) == once
        assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("Cléo de 5 à 7", "cleo de 5 a 7"),
        ("CLE\u0301O", "cleo"),
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("ẞ", "ss"),
        ("Łódź", "lodz"),
        ("Ærø", "aero"),
        ("Œuvre", "oeuvre"),
        ("Đorđe", "dorde"),
        ("Þór", "thor"),
        ("İstanbul ılık", "istanbul ilik"),
        ("ŒUVRE", "oeuvre"),
        ("Don’t", "don t"),
        ("Don't", "don t"),
        ("L‘Avventura", "l avventura"),
        ("Paris – Texas", "paris texas"),
        ("Paris-Texas", "paris texas"),
        ("M*A*S*H", "m a s h"),
        ("What's Up, Doc?", "what s up doc"),
        ("[●REC]²", "●rec 2"),
        ("8½", "8 1 2"),
        ("8 1/2", "8 1 2"),
        ("ﬁlm", "film"),
        ("ＡＢＣ１２", "abc12"),
        ("七人の侍", "七人の侍"),
        ("がんばれ", "がんばれ"),
        ("か\u3099んばれ", "がんばれ"),
        ("ｶﾞ", "ガ"),
        ("パン", "パン"),
        ("가족의 탄생", "가족의 탄생"),
        ("दिल", "दिल"),
        ("Тёмный", "темныи"),
        ("ΟΔΟΣ", "οδοσ"),
        ("ὁδός", "οδοσ"),
        ("  a\n\tb\u00a0 c ", "a b c"),
        (f"film{SOFT_HYPHEN}o\u200bgraphy", "filmography"),
        ("$", "$"),
        ("…", ""),
        ("", ""),
    ],
)
def test_folding_forgives_what_people_leave_out(raw: str, folded: str) -> None:
    assert fold(raw) == folded
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Cléo de 5 à 7", "cleo-de-5-a-7"),
        ("Anora", "anora"),
        ("The Florida Project", "the-florida-project"),
        ("七人の侍", "七人の侍"),
        ("がんばれ", "がんばれ"),
        ("Всё ещё", "всё-ещё"),
        ("Face/Off", "face-off"),
        ("Paris–Texas", "paris-texas"),
        ("Don’t Look Now", "dont-look-now"),
        ("8½", "8-1-2"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("ŒUVRE", "oeuvre"),
        ("Hawaiʻi", "hawaii"),
        ("İstanbul", "istanbul"),
        ("  -- a _ b -- ", "a-b"),
        ("__init__", "init"),
        ("a\u202eb\x00\ud800", "ab"),
        ("???", ""),
        ("", ""),
    ],
)
def test_a_slug_is_readable_in_every_script(title: str, slug: str) -> None:
    assert slug_from(title) == slug


@pytest.mark.parametrize(
    "title", ["Cléo", "七人の侍", "दिल से", "ไทย", "العربية", "Δ", "a" * 300, "a-" * 300]
)
def test_a_slug_passes_the_validator_of_its_field(title: str) -> None:
    slug = slug_from(title)
    validate_unicode_slug(slug)
    assert 0 < len(slug) <= 80
    assert slug == slug.strip("-_")


def test_a_long_slug_ends_with_a_whole_word() -> None:
    assert slug_from("one two three", max_length=9) == "one-two"
    assert slug_from("one two three", max_length=7) == "one-two"
    assert slug_from("one two three", max_length=8) == "one-two"
    assert slug_from("abcdef", max_length=3) == "abc"


@pytest.mark.parametrize(
    "unit",
    [
        "a b, ",
        " ",
        "\u00a0\u3164",
        "a \n",
        f"a{ZWJ}",
        ZWJ,
        f"a{SOFT_HYPHEN}",
        "\u0301\u0316",
        f"\u0301{ZWJ}\u0316",
        "😀",
        "\u1100\u1161\u11a8",
        "é",
        "\u200b",
        "-/",
        "\ufdfa",
    ],
    ids=ascii,
)
@pytest.mark.parametrize("function", [clean_text, fold, slug_from])
def test_no_long_text_is_slow(function, unit: str) -> None:
    text = "x" + unit * (250_000 // len(unit.encode())) + "x"
    started = time.process_time()
    function(text)
    assert time.process_time() - started < 2
