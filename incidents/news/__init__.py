"""Articles from pasted text, files, web addresses, feeds, folders and tables.

What nobody can read is refused with a reason, and what is doubtful comes as the article's notices.

    from_text(text, published="2022-01-06")     a pasted text
    from_bytes(data, name="report.pdf")         an upload: text, HTML, Word or PDF, by content
    from_file(path)                             the same from a file
    from_url(url)                               a page, fetched because the caller names it
    from_feed(data, guard=None)                 the entries of an RSS or Atom feed
    collection_at(path)                         the articles of a folder, .jsonl or .parquet
"""

from incidents.news.addresses import Guard, is_public
from incidents.news.article import LANGUAGE_CODES, from_text
from incidents.news.encodings import MAX_BYTES, decoded
from incidents.news.files import MAX_FILE_BYTES, from_bytes, from_file
from incidents.news.items import About, Item
from incidents.news.many import Collection, Feed, collection_at, feed_at, from_feed, is_feed
from incidents.news.online import from_document, from_url
from incidents.news.web import Document, fetched

__all__ = [
    "LANGUAGE_CODES",
    "MAX_BYTES",
    "MAX_FILE_BYTES",
    "About",
    "Collection",
    "Document",
    "Feed",
    "Guard",
    "Item",
    "collection_at",
    "decoded",
    "feed_at",
    "fetched",
    "from_bytes",
    "from_document",
    "from_feed",
    "from_file",
    "from_text",
    "from_url",
    "is_feed",
    "is_public",
]
