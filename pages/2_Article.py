"""Article: the whole text with every statement marked; choosing one shows its evidence beside it."""

import streamlit as st

from lib.ui import frame, reading

page = frame.start("article")
article = reading.chosen_article(page)
if article is None:
    st.info("The archive has no articles yet. Add some on the page “Add articles”.")
    frame.model_note(page)
    frame.finish(page)
    st.stop()

rows = reading.statements_of(article)
reading.choice(page, article)
with st.container(key="reading"):
    left, right = st.columns([3, 2], gap="large")
    with left:
        reading.heading(article, len(rows))
        reading.text(page, article, rows)
    with right:
        reading.evidence(page, article, rows)
frame.finish(page, scroll=page.view.selected, on_pick=reading.pick)
