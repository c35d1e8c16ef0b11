"""Articles from files, bytes and pasted text; what nobody can read is refused with a reason."""

from incidents.news.article import LANGUAGE_CODES, MAX_BYTES, from_text
from incidents.news.files import decoded, from_bytes, from_file

__all__ = ["LANGUAGE_CODES", "MAX_BYTES", "decoded", "from_bytes", "from_file", "from_text"]
