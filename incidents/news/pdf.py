"""The text of a PDF, by pypdf."""

from __future__ import annotations

import io
import logging
import re

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

from incidents.errors import BadArticle

MAX_PAGES = 200  # a report; a longer file is a book, and its first part is read
MOST_CHARACTERS = 1_900_000  # what an article may hold, in one-byte letters
FEWEST_LETTERS_A_PAGE = 10  # below this a page is a picture with a page number
SHORT_LINE = 0.75  # of the usual width: such a line ends its paragraph

_HYPHEN = re.compile(r"(?<=\w)[-\u00ad\u2010]$")


def read(data: bytes) -> dict[str, object]:
    """The fields of `Extracted` for a PDF; BadArticle for one that gives no text, and why."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it repairs is told by the result
    try:
        count, pages, title, made = _read(data)
    except (FileNotDecryptedError, DependencyError) as error:  # or a cipher we have no package for
        raise BadArticle(
            "this PDF is locked with a password; save a copy without it, or paste its text"
        ) from error
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        # pypdf meets a damaged file with any of these
        raise BadArticle(
            "this PDF is damaged or cut short; download it again, or paste its text"
        ) from error
    _refuse_pictures(pages)
    return {
        "text": "\n\n".join(map(_paragraphs, pages))[:MOST_CHARACTERS],
        "title": title,
        "notices": _notices(count, pages, made),
    }


def _read(data: bytes) -> tuple[int, list[str], str | None, str | None]:
    """How many pages there are, the text of the first, the title, and when the file was made."""
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        reader.decrypt("")  # most are locked against printing alone
    count = len(reader.pages)
    pages = [page.extract_text() or "" for page in reader.pages[:MAX_PAGES]]
    return count, pages, *_facts(reader)


def _refuse_pictures(pages: list[str]) -> None:
    letters = sum(char.isalpha() for page in pages for char in page)
    if letters < FEWEST_LETTERS_A_PAGE * max(1, len(pages)):
        raise BadArticle(
            "this PDF holds only pictures of its pages, no text; run it through OCR"
            " (such as `ocrmypdf in.pdf out.pdf`), or paste its text"
        )


def _facts(reader: PdfReader) -> tuple[str | None, str | None]:
    """Its title, and the day its file was made."""
    about = reader.metadata
    if about is None:
        return None, None
    made = re.match(r"D:(\d{4})(\d\d)(\d\d)", str(about.get("/CreationDate", "")))
    title = about.title if isinstance(about.title, str) else None
    return (title or "").strip()[:300] or None, "-".join(made.groups()) if made else None


def _notices(count: int, pages: list[str], made: str | None) -> tuple[str, ...]:
    told = []
    if count > MAX_PAGES:
        told.append(f"only the first {MAX_PAGES} of its {count} pages were read")
    bare = sum(1 for page in pages if sum(map(str.isalpha, page)) < FEWEST_LETTERS_A_PAGE)
    if bare:
        told.append(f"{bare} of its pages hold no text, only pictures, and were not read")
    if made:
        told.append(f"the PDF was made on {made}, which need not be its day of publication")
    return tuple(told)


def _paragraphs(page: str) -> str:
    """The page's lines joined into paragraphs, words broken at a line's end made whole."""
    lines = [line.strip() for line in page.splitlines()]
    widths = sorted(len(line) for line in lines if line)
    usual = widths[len(widths) * 3 // 4] if widths else 0
    text = ""
    for line in lines:
        if not text or text.endswith("\n"):
            text += line
        elif _HYPHEN.search(text) and line[:1].islower():
            text = text[:-1] + line
        else:
            text += f" {line}" if line else ""
        if not line or (len(line) < usual * SHORT_LINE):
            text = text.rstrip("\n") + "\n\n" if text else ""
    return text.strip()
