"""Files made for the tests: small PDFs, EPUBs and pages, with nothing in them that is not said."""

import io
import zipfile
from collections.abc import Mapping, Sequence

from PIL import Image

CONTAINER = """<?xml version="1.0"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>
<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>"""
CHAPTER = """<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">
<head><title/></head><body>{}</body></html>"""


def pdf(
    pages: Sequence[Sequence[str]], *, labels: str = "", info: str = "", trailer: str = ""
) -> bytes:
    """Each page is a sequence of lines, in ASCII without brackets. `labels`: the number tree of
    the page labels; `info`: what the file says of itself; `trailer`: more of its entries."""
    kids = " ".join(f"{5 + 2 * nth} 0 R" for nth in range(len(pages)))
    numbers = f"/PageLabels << /Nums [{labels}] >>" if labels else ""
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {numbers} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< {info} >>",
    ]
    for nth, lines in enumerate(pages):
        shown = " ".join(f"({line}) Tj T*" for line in lines)
        content = f"BT /F1 12 Tf 14 TL 50 750 Td {shown} ET"
        objects += [
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {6 + 2 * nth} 0 R >>",
            f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        ]
    written, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(f"{len(written):010} 00000 n \n")
        written += f"{number} 0 obj\n{body}\nendobj\n"
    size = len(objects) + 1
    end = (
        f"xref\n0 {size}\n0000000000 65535 f \n{''.join(offsets)}"
        f"trailer << /Size {size} /Root 1 0 R /Info 4 0 R {trailer} >>\n"
        f"startxref\n{len(written)}\n%%EOF\n"
    )
    return (written + end).encode("ascii")


def scanned_pdf() -> bytes:
    """A page that is a picture."""
    written = io.BytesIO()
    Image.new("L", (200, 300), 220).save(written, "PDF")
    return written.getvalue()


def package(
    documents: Sequence[str], spine: Sequence[str], *, told: str = "", doctype: str = ""
) -> str:
    items = "".join(
        f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>'
        for name in documents
    )
    references = "".join(f'<itemref idref="{name}"/>' for name in spine)
    return f"""<?xml version="1.0"?>{doctype}<package xmlns="http://www.idpf.org/2007/opf"
        xmlns:dc="http://purl.org/dc/elements/1.1/" version="3.0"><metadata>{told}</metadata>
        <manifest>{items}</manifest><spine>{references}</spine></package>"""


def archive(members: Mapping[str, str | bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in members.items():
            opened.writestr(name, content)
    return written.getvalue()


def epub(
    bodies: Mapping[str, str],
    *,
    spine: Sequence[str] = (),
    told: str = "",
    more: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """`bodies`: what stands in the body of each document. `more`: members beside, or instead."""
    members = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": package(list(bodies), spine or list(bodies), told=told),
        **{f"OEBPS/{name}": CHAPTER.format(body) for name, body in bodies.items()},
    }
    return archive({**members, **(more or {})})


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()
