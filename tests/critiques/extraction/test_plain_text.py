"""Plain text, pasted or uploaded: every character stays as it is, and no encoding is guessed in
silence."""

import codecs

import pytest

from critiques.extraction import MOST_BYTES, Mark, Origin, UnreadableFile, extract, from_text

TEXT = "Zoë’s film — “a quiet one”.\r\nIt does not hurry…\n\n\tnaïve e\u0301tude\rthe end"
UNKNOWN = "not in an encoding that could be recognised. Save it as UTF-8"


@pytest.mark.parametrize("name", ["a.txt", "a.text", "a.md", "A.TXT", "b.tar.txt"])
def test_a_plain_text_is_kept_as_it_stands(name: str) -> None:
    extracted = extract(TEXT.encode(), name)

    assert extracted.text == TEXT
    assert (extracted.origin, extracted.marks, extracted.warnings) == ("page_text", (), ())
    assert extracted.version


def test_pasted_text_is_kept_as_it_stands() -> None:
    extracted = from_text(TEXT)

    assert (extracted.text, extracted.origin) == (TEXT, Origin.PAGE_TEXT)
    assert extracted.version


@pytest.mark.parametrize("character", ["e\u0301", "\u212b", "\ufb01", "\u00ad", "\u200b", "\u2028"])
def test_characters_are_never_normalised(character: str) -> None:
    assert extract(f"a{character}b".encode(), "a.txt").text == f"a{character}b"
    assert from_text(f"a{character}b").text == f"a{character}b"


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_tells_the_encoding_and_is_dropped(mark: bytes, codec: str) -> None:
    extracted = extract(mark + TEXT.encode(codec), "a.txt")

    assert (extracted.text, extracted.warnings) == (TEXT, ())


def test_a_byte_order_mark_is_dropped_from_pasted_text() -> None:
    assert from_text("\ufeffA quiet film").text == "A quiet film"


def test_windows_1252_is_a_guess_that_is_named() -> None:
    extracted = extract("Zoë’s “quiet” film, naïve".encode("cp1252"), "a.txt")

    assert extracted.text == "Zoë’s “quiet” film, naïve"
    assert any("Windows-1252" in warning for warning in extracted.warnings)


@pytest.mark.parametrize(
    "data",
    [
        b"A quiet film \x81\x8d",  # means nothing in Windows-1252
        b"A quiet \xe9tude\x01",
        "Тихий фильм о реке".encode("cp1251"),
        codecs.BOM_UTF8 + b"A quiet \xe9tude",
        codecs.BOM_UTF16_LE + b"\x00\xd8a\x00",  # half a character
        codecs.BOM_UTF32_LE + b"abc",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    ],
)
def test_an_unknown_encoding_is_refused_and_not_guessed(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=UNKNOWN):
        extract(data, "a.txt")


@pytest.mark.parametrize(
    "garbled", ["It doesnâ€™t hurry", "cafÃ© noir", "â\x80\x9cquiet", "ÐŸÑ€Ð¸"]
)
def test_characters_garbled_before_are_warned_of(garbled: str) -> None:
    assert any("garbled" in warning for warning in from_text(garbled).warnings)
    assert any("garbled" in warning for warning in extract(garbled.encode(), "a.txt").warnings)


@pytest.mark.parametrize("honest", ["“CAFÉ”", "MANHÃ…", "«Ã»", "Ð and Ñ", "château", "NÃO"])
def test_rare_letters_are_not_taken_for_garbled_ones(honest: str) -> None:
    assert from_text(honest).warnings == ()


@pytest.mark.parametrize(
    "text", ["", " ", "\n\t \u3000\n", "\ufeff", "\ufeff \n", "\u200b\u2060 \n", "…"]
)
def test_what_holds_no_letter_is_refused(text: str) -> None:
    with pytest.raises(UnreadableFile, match="no text in it"):
        from_text(text)
    with pytest.raises(UnreadableFile, match="no text in it" if text else "is empty"):
        extract(text.encode(), "a.txt")


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.pdf", "a.epub", "a.srt", "a.vtt"])
def test_an_empty_file_is_refused(name: str) -> None:
    with pytest.raises(UnreadableFile, match="This file is empty"):
        extract(b"", name)


def test_half_a_character_in_a_file_is_refused_with_its_place() -> None:
    for name in ("a.txt", "a.html"):
        with pytest.raises(UnreadableFile, match=r"lone surrogate\) at position 11 .*UTF-8"):
            extract(b"<p>A quiet \xed\xa0\x80 film</p>", name)


def test_what_no_text_holds_is_refused_with_its_place() -> None:
    for call in (
        lambda: extract(b"A quiet\0 film", "a.txt"),
        lambda: extract("A quiet film".encode("utf-16-le"), "a.txt"),
        lambda: from_text("A quiet\0 film"),
    ):
        with pytest.raises(UnreadableFile, match=r"NUL character at position \d+ .*UTF-8"):
            call()
    with pytest.raises(UnreadableFile, match=r"lone surrogate\) at position 2 "):
        from_text("A \ud83d film")


def test_five_megabytes_are_read_and_one_byte_more_is_not() -> None:
    assert len(extract(b"a" * MOST_BYTES, "a.txt").text) == MOST_BYTES == 5_000_000
    with pytest.raises(UnreadableFile, match="larger than 5 MB"):
        extract(b"a" * (MOST_BYTES + 1), "a.txt")


def test_five_million_characters_can_be_pasted_and_one_more_cannot() -> None:
    assert len(from_text("a" * 5_000_000).text) == 5_000_000
    with pytest.raises(UnreadableFile, match="longer than 5,000,000 characters"):
        from_text("a" * 5_000_001)


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("a.docx", "Save it as PDF, HTML or plain text"),
        ("a.odt", "Save it as PDF, HTML or plain text"),
        ("a.mhtml", "Save the page in the browser as HTML only"),
        ("a.webarchive", "Save the page in the browser as HTML only"),
        ("a.jpg", r"Run text recognition \(OCR\)"),
        ("a.exe", r"Upload plain text \(.txt, .md\), HTML, PDF, EPUB or subtitles"),
        ("txt", "paste the text"),
        (".txt", "paste the text"),
        ("", "paste the text"),
        ("a.txt.zip", "paste the text"),
    ],
)
def test_other_kinds_are_refused_with_what_to_do(name: str, advice: str) -> None:
    with pytest.raises(UnreadableFile, match=advice):
        extract(b"A quiet film", name)


@pytest.mark.parametrize(
    ("data", "name", "contradiction"),
    [
        (b"%PDF-1.7\n", "a.txt", "ends in .txt, but its content is a PDF"),
        (b"%PDF-1.7\n", "a.html", "its content is a PDF"),
        (b"PK\x03\x04...", "a.txt", "its content is an archive"),
        (b"PK\x03\x04...", "a.srt", "its content is an archive"),
        (b"{\\rtf1 quiet}", "a.txt", "a document of a word processor"),
        (b"<!-- saved --> <!DOCTYPE html><html>", "a.txt", "its content is HTML"),
        (b"\xef\xbb\xbf\n<HTML>", "a.md", "its content is HTML"),
        (b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n\r\n<html>", "a.html", "web archive"),
        (b"Subject: a\n b\nmime-version: 1.0\n\n<p>", "a.htm", "web archive"),
        (b"A quiet film", "a.html", "it is no HTML"),
        (b"A quiet film", "a.pdf", "it is no PDF"),
        (b"A quiet film", "a.epub", "it is no EPUB"),
        (b"%PDF-1.7\n", "a.epub", "it is no EPUB"),
    ],
)
def test_name_and_content_must_agree(data: bytes, name: str, contradiction: str) -> None:
    with pytest.raises(UnreadableFile, match=contradiction):
        extract(data, name)


def test_a_mark_is_rebuilt_from_its_row() -> None:
    mark = Mark(0, "page", "12")

    assert mark == Mark(*[0, "page", "12"])
    assert mark.kind == "page"


def test_a_mixture_of_encodings_is_refused() -> None:
    mixed = "It’s read so; ".encode() + "and café so.".encode("cp1252")

    with pytest.raises(UnreadableFile, match="encoding"):
        extract(mixed, "a.txt")
