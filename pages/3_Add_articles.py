"""Add articles: paste one or upload files; a report says what was added and what was refused, and why."""

import streamlit as st

from lib.ui import adding, frame

page = frame.start("add")
st.html('<header class="article-head"><h1>Add articles</h1><p class="origin">Text and HTML, one or many. '
        "What is in the archive already is left as it is; what cannot be read is refused with its reason."
        "</p></header>")
paste, upload = st.tabs(["Paste an article", "Upload files"])
with paste:
    adding.paste(page)
with upload:
    adding.upload(page)
adding.report(page)
frame.finish(page)
