"""The dashboard: `streamlit run dashboard.py` serves the page, its tiles and its API."""

from __future__ import annotations

from incidents.web import create_app, show

app = create_app(__file__)

if __name__ == "__main__":
    show()
