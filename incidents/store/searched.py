"""What a search for words looks through: folded once, as a row is written."""

from __future__ import annotations

COLUMNS = ("title", "place", "quote", "actors", "attributed_to", "source", "admin1")
FOLDED = "strip_accents(lower({}))"
TEXT = FOLDED.format(f"concat_ws(' ', {', '.join(COLUMNS)})")  # of a row
SOUGHT = f"contains(searched, {FOLDED.format('$text')})"
FILL = f"UPDATE incidents SET searched = {TEXT}"
