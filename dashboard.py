"""The dashboard: `streamlit run dashboard.py` serves the page, its tiles and its API."""

from __future__ import annotations

import streamlit as st

from incidents.web import ROUTES, lifespan, show

# Streamlit looks for this very call in the file's text to serve routes beside the page.
app = st.App(__file__, routes=ROUTES, lifespan=lifespan)

if __name__ == "__main__":
    show()
