"""PDFs: page by page, under the labels that are printed on the pages."""

import pytest

from critiques.extraction import Mark, UnreadableFile, extract
from tests.critiques.extraction.samples import pdf, scanned_pdf

PAGES = [["A quiet evening", "by the har-", "bour"], ["Second"], ["Third page"]]
STANDARD = f"/Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <{'00' * 32}> /U <{'00' * 32}>"


def test_each_page_begins_at_its_mark() -> None:
    extracted = extract(pdf(PAGES), "a.pdf")

    assert extracted.text == "A quiet evening\nby the har-\nbour\nSecond\nThird page"
    assert extracted.marks == (Mark(0, "page", "1"), Mark(33, "page", "2"), Mark(40, "page", "3"))
    assert (extracted.origin, extracted.warnings) == ("pdf_text", ())
    assert extracted.version.startswith("pdfium ")


def test_page_labels_are_those_of_the_file() -> None:
    extracted = extract(pdf(PAGES, labels="0 << /S /r >> 1 << /S /D /St 12 >>"), "a.pdf")

    assert [mark.label for mark in extracted.marks] == ["i", "12", "13"]


def test_a_page_without_text_keeps_its_place() -> None:
    extracted = extract(pdf([["One"], [], ["Three"]]), "a.pdf")

    assert extracted.text == "One\n\nThree"
    assert [mark.offset for mark in extracted.marks] == [0, 4, 5]
    assert extracted.warnings == ("1 of 3 pages hold no text: they may be pictures.",)


def test_what_the_file_says_of_itself_is_suggested() -> None:
    told = "/Title (Quiet) /Author (Mira Vale) /Creator (ABBYY FineReader)"

    extracted = extract(pdf(PAGES, info=told), "a.pdf")

    assert (extracted.title, extracted.author) == ("Quiet", "Mira Vale")
    assert extracted.origin == "ocr"
    assert any("recognised from pictures" in warning for warning in extracted.warnings)


def test_characters_that_no_font_names_are_warned_of() -> None:
    extracted = extract(pdf([["\\001\\002\\003\\004 quiet"]]), "a.pdf")

    assert any("cannot be told" in warning for warning in extracted.warnings)


@pytest.mark.parametrize("data", [scanned_pdf(), pdf([[]])], ids=["pictures", "nothing"])
def test_pictures_of_pages_are_no_text(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"pictures of pages and no text. Run text recogn"):
        extract(data, "a.pdf")


@pytest.mark.parametrize("handler", [STANDARD, "/Filter /Unknown /V 4"])
def test_a_locked_file_is_refused(handler: str) -> None:
    locked = pdf(PAGES, trailer=f"/Encrypt << {handler} >> /ID [<00> <00>]")

    with pytest.raises(UnreadableFile, match=r"protected by a password\. Save a copy without one"):
        extract(locked, "a.pdf")


@pytest.mark.parametrize("data", [b"%PDF-1.4\n", b"%PDF-1.4\n" + b"quiet " * 500, pdf(PAGES)[:300]])
def test_a_damaged_file_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="damaged or incomplete"):
        extract(data, "a.pdf")


def test_a_file_without_its_table_is_mended() -> None:
    data = pdf(PAGES)

    assert extract(data[: data.index(b"xref")] + b"trailer << /Root 1 0 R >>", "a.pdf").text
