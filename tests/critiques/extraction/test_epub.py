"""EPUB: the documents in the order of reading, and nothing of an archive that means harm."""

import io
import zipfile

import pytest

from critiques.extraction import Mark, UnreadableFile, extract
from tests.critiques.extraction.samples import CHAPTER, CONTAINER, archive, epub, package

CHAPTERS = {"one.xhtml": "<h1>First</h1><p>A quiet <i>film</i></p>", "two.xhtml": "<p>Second</p>"}
DAMAGED = "damaged or incomplete"
ENCRYPTION = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#"><CipherData>'
    '<CipherReference URI="OEBPS/{}"/></CipherData></EncryptedData></encryption>'
)


def test_the_spine_tells_the_order_and_not_the_archive() -> None:
    extracted = extract(epub(CHAPTERS, spine=["two.xhtml", "one.xhtml"]), "a.epub")

    assert extracted.text == "Second\nFirst\nA quiet film"
    assert (extracted.origin, extracted.marks, extracted.warnings) == ("page_text", (), ())


def test_pages_of_the_printed_edition_are_marked() -> None:
    first = (
        '<p><span epub:type="pagebreak" title="1" id="p1"/>A qui<span role="doc-pagebreak" '
        'aria-label=" 2 "></span>et <span epub:type="pagebreak">iii</span> film</p>'
        '<div epub:type="pagebreak" title="4"></div>'
    )

    extracted = extract(epub({"one.xhtml": first, "two.xhtml": "<p>Second</p>"}), "a.epub")

    assert extracted.text == "A quiet film\nSecond"
    assert extracted.marks == (
        Mark(0, "page", "1"),
        Mark(5, "page", "2"),
        Mark(8, "page", "iii"),
        Mark(13, "page", "4"),
    )


def test_a_page_without_a_number_is_not_marked() -> None:
    extracted = extract(epub({"one.xhtml": 'A <i epub:type="pagebreak" id="p1"/>film'}), "a.epub")

    assert (extracted.text, extracted.marks) == ("A film", ())


def test_notes_in_the_margin_belong_to_a_book() -> None:
    body = "<header>One</header><p>Quiet</p><aside epub:type='footnote'>A note</aside>"

    assert extract(epub({"one.xhtml": body}), "a.epub").text == "One\nQuiet\nA note"


def test_what_the_book_says_of_itself_is_suggested() -> None:
    told = (
        "<dc:title>On  Quiet</dc:title><dc:creator>Mira Vale</dc:creator>"
        "<dc:creator>Ole Dahl</dc:creator><dc:date>2019-03</dc:date>"
    )

    extracted = extract(epub(CHAPTERS, told=told), "a.epub")

    assert (extracted.title, extracted.author, extracted.date) == (
        "On Quiet",
        "Mira Vale, Ole Dahl",
        "2019-03",
    )


def test_a_list_of_contents_and_pictures_are_no_text() -> None:
    opf = (
        package([*CHAPTERS, "nav.xhtml", "a.svg"], ["nav.xhtml", "a.svg", *CHAPTERS])
        .replace('id="nav.xhtml"', 'id="nav.xhtml" properties="nav"')
        .replace('"a.svg" media-type="application/xhtml+xml"', '"a.svg" media-type="image/svg+xml"')
    )

    extracted = extract(epub(CHAPTERS, more={"OEBPS/book.opf": opf}), "a.epub")

    assert extracted.text == "First\nA quiet film\nSecond"


def test_references_lead_through_folders_and_escapes() -> None:
    opf = package(["../text/chapter%201.xhtml#top"], ["../text/chapter%201.xhtml#top"])
    more = {"OEBPS/book.opf": opf, "text/chapter 1.xhtml": CHAPTER.format("A quiet film")}

    assert extract(epub({}, more=more), "a.epub").text == "A quiet film"


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04" + b"quiet" * 100,
        epub(CHAPTERS)[:-200],
        epub(CHAPTERS).replace(b"PK\x01\x02", b"PK\x01\x03"),
        archive({"word/document.xml": "<w/>"}),
        epub(CHAPTERS, more={"META-INF/container.xml": "<container>"}),
        epub(CHAPTERS, more={"META-INF/container.xml": "<container/>"}),
        epub(CHAPTERS, more={"META-INF/container.xml": CONTAINER.replace("book", "none")}),
        epub(CHAPTERS, more={"OEBPS/book.opf": "<package/>"}),
        epub(CHAPTERS, spine=["one.xhtml", "three.xhtml"]),
        epub({}, more={"OEBPS/book.opf": package(["gone.xhtml"], ["gone.xhtml"])}),
    ],
)
def test_a_damaged_book_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=DAMAGED):
        extract(data, "a.epub")


def test_a_damaged_member_is_refused() -> None:
    stored = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(epub(CHAPTERS))) as whole,
        zipfile.ZipFile(stored, "w") as opened,
    ):
        for name in whole.namelist():
            opened.writestr(name, whole.read(name))

    with pytest.raises(UnreadableFile, match=DAMAGED):
        extract(stored.getvalue().replace(b"Second", b"Sacond", 1), "a.epub")


def test_protected_text_is_refused_and_scrambled_fonts_are_not() -> None:
    locked = {"META-INF/encryption.xml": ENCRYPTION.format("one.xhtml")}
    fonts = {"META-INF/encryption.xml": ENCRYPTION.format("fonts/a.otf")}

    with pytest.raises(UnreadableFile, match="protected against copying"):
        extract(epub(CHAPTERS, more=locked), "a.epub")
    assert extract(epub(CHAPTERS, more=fonts), "a.epub").text


@pytest.mark.parametrize(
    "name", ["../../evil", "/etc/evil", "a/../../evil", "..\\evil", "C:\\evil"]
)
def test_a_member_named_outside_of_the_archive_is_refused(name: str) -> None:
    with pytest.raises(UnreadableFile, match="named outside of the archive"):
        extract(epub(CHAPTERS, more={name: "x"}), "a.epub")


def test_a_reference_out_of_the_archive_finds_nothing() -> None:
    opf = package(["../../../../etc/passwd"], ["../../../../etc/passwd"])

    with pytest.raises(UnreadableFile, match=DAMAGED):
        extract(epub({}, more={"OEBPS/book.opf": opf}), "a.epub")


@pytest.mark.parametrize(
    ("more", "objection"),
    [
        ({f"{nth}": "" for nth in range(2_001)}, "more than 2,000 parts"),
        ({"bomb": b"\0" * 50_000_001}, "more than 50 MB when unpacked"),
        ({"bomb": b"\0" * 5_000_000}, "more than 100 times its size when unpacked"),
    ],
)
def test_a_bomb_is_not_unpacked(more: dict[str, str | bytes], objection: str) -> None:
    with pytest.raises(UnreadableFile, match=objection):
        extract(epub(CHAPTERS, more=more), "a.epub")


def test_a_member_that_is_larger_than_it_says_is_not_read_on() -> None:
    data = epub({"one.xhtml": f"<p>{'quiet ' * 10_000}</p>"})
    size = zipfile.ZipFile(io.BytesIO(data)).getinfo("OEBPS/one.xhtml").file_size

    with pytest.raises(UnreadableFile, match=DAMAGED):
        extract(data.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little")), "a.epub")


def test_an_archive_with_a_password_is_refused() -> None:
    data = bytearray(epub(CHAPTERS))
    data[data.index(b"PK\x01\x02") + 8] |= 1

    with pytest.raises(UnreadableFile, match="protected by a password"):
        extract(bytes(data), "a.epub")
