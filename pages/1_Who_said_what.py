"""Who said what: one speaker or institution – roles held, statements over time, what they speak about."""

import streamlit as st

from lib.errors import BadQuery
from lib.ui import frame, people, resources, results, searchbox

page = frame.start("who")
frame.model_note(page)
try:
    hits = resources.hits(page.view)
    page = results.within(page, hits)
    field, name = people.choice(page)
except BadQuery as error:
    searchbox.bad_query(error, page.view.query)
    frame.finish(page)
    st.stop()

if not name:
    people.invitation(page, field)
elif not len(hits):
    people.nothing(page, hits)
else:
    people.heading(field, name, hits.table)
    left, right = st.columns([3, 2], gap="large")
    with left:
        people.statements(page, hits)
    with right:
        people.roles(field, hits.table)
        people.overview(page, hits.table)
frame.finish(page)
