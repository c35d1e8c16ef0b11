"""Pages, PDF and Word files; whatever is broken is refused with what to do instead."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from datetime import date

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from incidents.errors import BadArticle
from incidents.news import apart, from_bytes

BODY = (
    "<p>Betogers staken woensdag in Almaty het stadhuis in brand. De politie trok zich terug.</p>"
    "<p>Er vielen volgens een woordvoerder van de politie twaalf doden onder de agenten.</p>"
)
PAGE = f"""<!DOCTYPE html><html lang="nl"><head><title>Stadhuis in brand</title>
<meta property="article:published_time" content="2022-01-06T23:30:00+01:00">
<meta property="og:site_name" content="De Post">
<link rel="canonical" href="https://post.example/stadhuis"></head><body>
<nav><a href="/">Voorpagina</a></nav><article><h1>Stadhuis in brand</h1>{BODY}</article>
<footer>© 2023 De Post</footer></body></html>"""


SOUP = [
    "<p>", "</p>", "<", ">", "<div", '"', "<!--", "&#0;", "&#x1F;", "woord ", "\x00", "\x1b",
    "<table>", "</html>", "<![CDATA[",
]  # fmt: skip


def pdf(*lines: str, lock: str | None = None) -> bytes:
    """A PDF of one page with these lines, written by hand."""
    shown = "".join(f"({line}) Tj T* " for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 72 720 Td {shown}ET" if lines else ""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        " /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica"
        " /Encoding /WinAnsiEncoding >> >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
    ]
    data, starts = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        starts.append(len(data))
        data += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    data += f"xref\n0 5\n0000000000 65535 f \n{table}".encode()
    end = data.index(b"xref\n")
    data += f"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n{end}\n%%EOF\n".encode()
    if lock is None:
        return data
    writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(data))), io.BytesIO()
    writer.encrypt(lock, algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def word(*paragraphs: str, title: str = "") -> bytes:
    document, out = docx.Document(), io.BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.core_properties.title = title
    document.save(out)
    return out.getvalue()


def test_a_page_gives_its_text_and_what_it_says_of_itself():
    article = from_bytes(PAGE.encode(), name="whatever.txt")
    assert "het stadhuis in brand. De politie" in article.text
    assert "Voorpagina" not in article.text
    assert "<" not in article.text
    assert (article.title, article.source) == ("Stadhuis in brand", "De Post")
    assert article.url == "https://post.example/stadhuis"
    assert article.published == date(2022, 1, 6)
    assert article.notices == ("published on 2022-01-06, as the page declares",)


def test_a_day_handed_in_wins_over_the_pages_and_the_contradiction_is_told():
    article = from_bytes(PAGE.encode(), published="2022-01-07")
    assert article.published == date(2022, 1, 7)
    assert any("2022-01-06" in notice and "2022-01-07" in notice for notice in article.notices)


def test_a_pages_day_that_cannot_be_is_not_taken():
    article = from_bytes(PAGE.replace("2022-01-06", "2931-01-06").encode())
    assert article.published is None


def test_front_matter_that_contradicts_what_is_handed_in_is_told():
    article = from_bytes(b"---\npublished: 2022-01-06\n---\nHet was stil.", published="2022-01-07")
    assert article.published == date(2022, 1, 7)
    assert len(article.notices) == 1


@pytest.mark.parametrize("said", ["yesterday", "2022-13-45", "06/01/2022"])
def test_front_matter_with_a_day_that_is_none_says_what_would_be_right(said):
    with pytest.raises(BadArticle, match=r"front matter.*2022-01-06"):
        from_bytes(f"---\npublished: {said}\n---\nHet was stil.".encode())


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r", "utf-8"])
@pytest.mark.parametrize("said_by", ["server", "page"])
def test_a_pages_charset_is_believed_as_browsers_do(charset, said_by):
    text = "Протестующие захватили аэропорт в Алма-Ате, сообщили в полиции города в среду утром."
    meta = f'<meta charset="{charset}">' if said_by == "page" else ""
    page = f"<html><head>{meta}<title>Т</title></head><body><article><p>{text}</p></article></body>"
    article = from_bytes(page.encode(charset), charset=charset if said_by == "server" else None)
    assert text in article.text


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(SOUP)))
def test_soup_of_tags_gives_an_article_or_a_reason(parts):
    with suppress(BadArticle):
        assert "\x00" not in from_bytes(("<html>" + "".join(parts)).encode()).text


def test_a_page_without_an_article_says_what_to_do():
    page = "<html><head><script>draw()</script></head><body><div id=root></div></body></html>"
    with pytest.raises(BadArticle, match=r"script.*paste"):
        from_bytes(page.encode())


def test_a_pdf_gives_its_text_with_broken_words_made_whole():
    article = from_bytes(
        pdf(
            "Betogers staken woensdag in Almaty het stad-",
            "huis in brand en de politie trok zich terug.",
        ),
        name="report.bin",
    )
    assert article.text == (
        "Betogers staken woensdag in Almaty het stadhuis in brand en de politie trok zich terug."
    )
    assert article.published is None


def test_a_word_document_gives_its_paragraphs_and_title():
    article = from_bytes(word("Eerste alinea.", "Tweede alinea.", title="Kop"), name="a.txt")
    assert article.text == "Eerste alinea.\n\nTweede alinea."
    assert article.title == "Kop"


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


BROKEN = {
    "pictures": (pdf(), "only pictures.*OCR"),
    "locked": (pdf("Some text here", lock="secret"), "password"),
    "short PDF": (pdf("Some text here")[:120], "damaged or cut short"),
    "noise PDF": (b"%PDF-1.7\n" + bytes(range(256)) * 20, "damaged or cut short"),
    "short Word": (word("Tekst.")[:900], "damaged or cut short"),
    "empty Word": (word(""), "no text"),
    "other ZIP": (zipped(a=b"b"), "ZIP"),
    "old Word": (b"\xd0\xcf\x11\xe0" + b"\x00" * 500, "old Office"),
    "RTF": (b"{\\rtf1 Hello}", "RTF"),
    "picture": (b"\x89PNG\r\n" + b"\x00" * 500, "picture"),
    "JSON": (b'{"text": "x"}', "jsonl"),
    "XML": (b"<?xml version='1.0'?><sitemap><url>a</url></sitemap>", "XML"),
    "feed": (b"<rss version='2.0'><channel></channel></rss>", "feed"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_cannot_be_read_is_refused_with_what_to_do(case):
    data, says = BROKEN[case]
    with pytest.raises(BadArticle, match=says):
        from_bytes(data, name="a.json" if case == "JSON" else None)


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    data = zipped(**{"word/document.xml": b"<w:p/>" * 11_000_000})
    assert len(data) < 500_000
    with pytest.raises(BadArticle, match="unpacks to more"):
        from_bytes(data)


def test_entities_of_a_word_document_are_not_resolved():
    bomb = b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    source, out = zipfile.ZipFile(io.BytesIO(word("MARK tekst.", "Rest."))), io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part in source.infolist():
            data = source.read(part)
            if part.filename == "word/document.xml":
                head, _, rest = data.partition(b"?>")
                data = head + b"?>" + bomb + rest.replace(b"MARK", b"&x;")
            archive.writestr(part.filename, data)
    assert from_bytes(out.getvalue()).text == "Rest."


def test_a_parser_that_does_not_end_is_stopped():
    page = f"<html><body><p {' '.join(f'a{n}=1' for n in range(60_000))}>tekst</p></body></html>"
    with pytest.raises(BadArticle, match="over 1 seconds"):
        apart.parsed("page", page.encode(), seconds=1.0)


def test_a_parser_that_breaks_is_told():
    with pytest.raises(BadArticle, match="broke its parser"):
        apart.parsed("no_such_parser", b"")
