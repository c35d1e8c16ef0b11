"""The reading desk: an article goes in, its drafts are looked at, corrected, and kept.

ask → review (text, drafts, correct) → keep; `work` is what lies on the desk meanwhile.
"""

from incidents.web.desk.desk import button, draw
from incidents.web.desk.work import is_open

__all__ = ["button", "draw", "is_open"]
