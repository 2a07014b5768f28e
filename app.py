"""Search: every statement of the archive, found by meaning or by words, with its proof and its charts."""

import streamlit as st

from lib.errors import BadQuery
from lib.ui import filters, frame, panel, resources, results, searchbox

page = frame.start("search")
searchbox.show(page)
filters.chips(page)
frame.model_note(page)
try:
    hits = resources.hits(page.view)
    page = results.within(page, hits)
except BadQuery as error:
    searchbox.bad_query(error, page.view.query)
    frame.finish(page)
    st.stop()

left, right = st.columns([8, 5], gap="large")
with left, st.container(key="results"):
    results.linked(page, hits)
    results.head(page, hits)
    if len(hits):
        results.rows(page, hits)
    else:
        results.nothing(page, hits)
filters.sidebar(page)  # after the words, which a reader came for; it has its own place on the page
with right:
    panel.show(page)
frame.finish(page)
