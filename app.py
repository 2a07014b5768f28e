"""Search: every statement of the archive, found by meaning or by words, with its proof and its charts."""

import streamlit as st

from lib.errors import BadQuery
from lib.ui import filters, frame, panel, resources, results, searchbox

page = frame.start("search")
searchbox.show(page)
frame.model_note(page)
try:
    hits = resources.hits(page.view)
    filters.sidebar(page)
except BadQuery as error:
    searchbox.bad_query(error, page.view.query)
    frame.finish(page)
    st.stop()

filters.chips(page)
left, right = st.columns([3, 2], gap="large")
with left, st.container(key="results"):
    results.head(page, hits)
    if not len(hits):
        results.nothing(page, hits)
    else:
        results.rows(page, hits)
with right:
    panel.show(page)
frame.finish(page)
