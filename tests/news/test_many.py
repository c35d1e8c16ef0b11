"""Feeds, folders and tables: every article has its place, and a bad one its reason."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from incidents.errors import BadArticle, UsageError
from incidents.news import About, Guard, collection_at, feed_at, from_feed, is_feed

RSS = b"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>De Post</title>
<item><title>Stadhuis &amp; vuur</title><link>https://post.example/1</link>
<pubDate>Thu, 06 Jan 2022 23:30:00 -0500</pubDate>
<description>Kort.</description>
<content:encoded><![CDATA[<p>Betogers staken het stadhuis in brand.</p><p>De politie <b>week</b>.
<script>alert(1)</script></p>]]></content:encoded></item>
<item><title>Alleen een kop</title><link>javascript:alert(1)</link></item>
<item><title>Morgen</title><pubDate>Thu, 06 Jan 2950 10:00:00 GMT</pubDate>
<description>Tekst.</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Пост</title>
<entry><title>А</title><link href="https://post.example/a"/><updated>2022-01-06T01:00:00+06:00</updated>
<summary>Протестующие захватили аэропорт.</summary></entry></feed>""".encode()  # fmt: skip


def test_a_feed_gives_articles_with_the_day_of_their_own_clock():
    first, second, third = (item.article() for item in from_feed(RSS))
    assert first.text == "Betogers staken het stadhuis in brand.\n\nDe politie week."
    assert (first.title, first.url, first.source) == (
        "Stadhuis & vuur", "https://post.example/1", "De Post",
    )  # fmt: skip
    assert first.published == date(2022, 1, 6)
    assert (second.text, second.url, second.published) == ("Alleen een kop", None, None)
    assert third.published is None
    assert "future" in third.notices[0]


def test_an_atom_feed_with_only_a_day_of_change_says_so():
    (article,) = (item.article() for item in from_feed(ATOM))
    assert article.published == date(2022, 1, 6)
    assert "last change" in article.notices[0]


def test_what_is_handed_in_holds_for_every_entry():
    about = About(published="2022-02-01", language="nl", source="Bron")
    article = next(iter(from_feed(RSS, about=about))).article()
    assert (article.published, article.language, article.source) == (date(2022, 2, 1), "nl", "Bron")


def test_a_limit_leaves_entries_out_and_counts_them():
    feed = from_feed(RSS, limit=1)
    assert (len(list(feed)), feed.left_out) == (1, 2)


def test_following_links_asks_with_the_guard_and_a_failure_is_one_entrys():
    feed = from_feed(RSS, guard=Guard(resolve=lambda *_: ["10.0.0.1"]), pause=0)
    first, second, _ = feed
    with pytest.raises(UsageError, match="not on the public web"):
        first.article()
    with pytest.raises(BadArticle, match="no web page"):
        second.article()


@pytest.mark.parametrize("data", [b"<rss><channel></channel></rss>", b"<rss", b"<feed><entry"])
def test_a_feed_without_entries_is_refused(data):
    with pytest.raises(BadArticle, match="feed"):
        from_feed(data)


def test_entities_that_multiply_are_not_expanded():
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    data = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "ha">{bomb}]>'.encode() + RSS.replace(
        b'<?xml version="1.0" encoding="UTF-8"?>', b""
    ).replace(b"Kort.", b"&a11;").replace(b"Tekst.", b"&a11;")
    for item in from_feed(data):
        assert len(item.article().text) < 10_000


def test_a_feed_is_told_by_its_content(tmp_path):
    (tmp_path / "a.txt").write_bytes(RSS)
    assert feed_at(tmp_path / "a.txt") == RSS
    assert is_feed(ATOM)
    assert not is_feed(b"<html><body>x</body></html>")


def test_a_folder_gives_its_articles_by_name_with_files_below(tmp_path):
    (tmp_path / "b").mkdir()
    for name in ("z.txt", "b/a.md", "b/.hidden.txt", "picture.png", "notes.xlsx"):
        (tmp_path / name).write_text("Tekst.")
    folder = collection_at(tmp_path)
    assert [item.where for item in folder] == ["b/a.md", "z.txt"]
    assert folder.total == 2
    assert next(iter(folder)).article().source == "b/a.md"


def lines(tmp_path: Path, *rows: object) -> Path:
    path = tmp_path / "a.jsonl"
    told = [row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows]
    path.write_bytes(b"\n".join(told) + b"\n")
    return path


def test_lines_of_json_give_articles_and_reasons_with_their_numbers(tmp_path):
    path = lines(
        tmp_path,
        {"text": "Tekst.", "title": "Kop", "published": "2022-01-06", "language": "nl"},
        b"", b"{broken", [1], {"title": "no text"}, {"text": "a\x00b"}, {"text": None},
        {"text": "Tekst.", "published": "yesterday"}, {"text": "Tekst.", "url": "javascript:x"},
    )  # fmt: skip
    table = collection_at(path)
    items = list(table)
    assert table.total == 8
    assert [item.where for item in items] == [f"line {n}" for n in (1, 3, 4, 5, 6, 7, 8, 9)]
    assert items[0].article().published == date(2022, 1, 6)
    for item, says in zip(
        items[1:],
        ["no JSON", "JSON object", "`text`", "binary", "`text`", "2022-01-06", "https://"],
        strict=True,
    ):
        with pytest.raises(UsageError, match=says):
            item.article()


def test_a_parquet_table_gives_articles_whatever_the_type_of_its_days(tmp_path):
    path = tmp_path / "a.parquet"
    rows = {
        "text": ["Een.", "Twee."],
        "published": [datetime(2022, 1, 6, 23, 59), None],
        "other": [1, 2],
    }
    pd.DataFrame(rows).to_parquet(path)
    table = collection_at(path)
    first, second = (item.article() for item in table)
    assert (first.published, second.published) == (date(2022, 1, 6), None)
    assert (table.total, [item.where for item in table]) == (2, ["row 1", "row 2"])


def test_a_table_without_the_text_column_names_what_it_has(tmp_path):
    with pytest.raises(UsageError, match=r"no column 'text'.*'body'"):
        list(collection_at(lines(tmp_path, {"body": "Tekst."})))
    pd.DataFrame({"body": ["x"]}).to_parquet(tmp_path / "a.parquet")
    with pytest.raises(UsageError, match=r"no column 'text'.*'body'"):
        list(collection_at(tmp_path / "a.parquet"))


def test_a_broken_parquet_file_is_told(tmp_path):
    (tmp_path / "a.parquet").write_bytes(b"PAR1 and no more")
    with pytest.raises(UsageError, match="no Parquet file"):
        list(collection_at(tmp_path / "a.parquet"))
