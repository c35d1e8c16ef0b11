"""The text of a Word document, by python-docx."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

import docx
from docx.opc.exceptions import OpcError
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml.etree import XMLSyntaxError

from incidents.errors import BadArticle

MAX_UNPACKED = 60_000_000  # bytes of all parts together; more is a zip bomb
MAX_PARTS = 2_000
MAIN_PART = "word/document.xml"


def read(data: bytes) -> dict[str, object]:
    """The fields of `Extracted` for a .docx; BadArticle for what is none."""
    _check_archive(data)
    try:
        document = docx.Document(io.BytesIO(data))
        text = "\n\n".join(filter(None, (line.strip() for line in _lines(document))))
    except (OpcError, KeyError, ValueError, XMLSyntaxError, zipfile.BadZipFile, zlib.error) as bad:
        raise BadArticle("this .docx is damaged; save it anew, or paste its text") from bad
    if not any(char.isalpha() for char in text):
        raise BadArticle("this .docx holds no text, only pictures or nothing; paste its text")
    title = document.core_properties.title or ""
    return {"text": text, "title": title.strip()[:300] or None}


def _check_archive(data: bytes) -> None:
    """Refuses other ZIP files and bombs, by the archive's own list of contents."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise BadArticle("this .docx is damaged or cut short; save it anew") from error
    if MAIN_PART not in {part.filename for part in parts}:
        raise BadArticle("this is a ZIP file and no Word document; unpack it, or save as .docx")
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise BadArticle("this .docx unpacks to more than any report holds; paste its text")


def _lines(document: docx.document.Document) -> Iterator[str]:
    """Paragraphs and table rows in reading order."""
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Table):
            for row in block.rows:
                yield " | ".join(dict.fromkeys(cell.text.strip() for cell in row.cells))
