"""Who said what: one speaker or institution – roles held, statements over time, what they speak about."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from lib import charts, search
from lib.ui import panel, resources, results, state
from lib.ui.filters import chips, option_labels
from lib.ui.frame import Page
from lib.ui.text import cell, counted, escape, plain, rest_html
from lib.view import UNKNOWN, View

SUBJECTS = {"speakers": "Speaker", "institutions": "Institution"}
ROLES_SHOWN = 12
OFTEN = 24  # names offered before one is chosen


def subject(view: View) -> tuple[str, str]:
    """What the page is about: the field of the view and its value, ("speakers", "") for nothing yet."""
    for field in ("speakers", "institutions"):
        if values := getattr(view, field):
            return field, values[0]
    return "speakers", ""


def choice(page: Page) -> tuple[str, str]:
    """The choice of speaker or institution; hands out what is chosen."""
    field, name = subject(page.view)
    # What the reader switched to matters only until a name is chosen: then the view says it.
    field = field if name else state.kept("subject") or field
    labels = option_labels(known(page.view, field), [name] if name else [])
    with st.container(key="subject", horizontal=True, vertical_alignment="bottom"):
        key = state.assign("subject-kind", field)
        st.segmented_control("Look at one", tuple(SUBJECTS), key=key, required=True, format_func=SUBJECTS.get,
                             on_change=_switched, args=(key,))
        key = state.assign(f"subject-{field}", name or None)
        st.selectbox(SUBJECTS[field], list(labels), key=key, placeholder="Type a name …", on_change=_chosen,
                     args=(field, key), format_func=labels.get)
    return field, name


def heading(field: str, name: str, rows: pd.DataFrame) -> None:
    """The name and what the archive holds of it, in one sentence."""
    articles, outlets = rows["article_id"].nunique(), rows["outlet"].replace("", pd.NA).nunique()
    days = sorted(day for day in rows["article_date"] if day)
    spell = f", {days[0]} to {days[-1]}" if days and days[0] != days[-1] else f", {days[0]}" if days else ""
    from_outlets = f" in {counted(outlets, 'outlet')}" if outlets else ""
    st.html(f'<header class="article-head"><h1><bdi>{escape(name)}</bdi></h1><p class="origin">'
            f"{counted(len(rows), 'statement')} in {counted(articles, 'article')}{from_outlets}{spell}"
            "</p></header>")


def roles(field: str, rows: pd.DataFrame) -> None:
    """Roles and institutions held, or who speaks for an institution, each with dates and articles."""
    held = held_roles(field, rows)
    title = "Roles and institutions in the articles" if field == "speakers" else "Who speaks for it"
    lines = [f'<bdi>{escape(words)}</bdi> <span class="muted">{escape(span)} · '
             f'{counted(number, "article")}</span>' for words, span, number in held]
    items = "".join(f"<li>{line}</li>" for line in lines[:ROLES_SHOWN])
    more = rest_html(lines[ROLES_SHOWN:], "role" if field == "speakers" else "speaker")
    st.html(f'<section class="roles"><h3 class="chart">{title}</h3><ul>{items}</ul>{more}</section>')


def held_roles(field: str, rows: pd.DataFrame) -> list[tuple[str, str, int]]:
    """Role with institution (or speaker with role), first and last day, articles; earliest first."""
    columns = {"speakers": ("speaker_role", "speaker_institution"),
               "institutions": ("speaker", "speaker_role")}
    first, second = columns[field]
    empty = "role not stated" if field == "speakers" else "speaker not named"
    names = [", ".join(part for part in dict.fromkeys((cell(one) or empty, cell(two))) if part)
             for one, two in zip(rows[first], rows[second], strict=True)]
    found = []
    for words, part in rows.assign(_words=names).groupby("_words", sort=False):
        days = sorted(day for day in part["article_date"] if day)
        span = " to ".join(dict.fromkeys((days[0], days[-1]))) if days else "no date"
        found.append((str(words), span, int(part["article_id"].nunique())))
    return sorted(found, key=lambda entry: (entry[1] == "no date", entry[1], entry[0]))


def overview(page: Page, rows: pd.DataFrame) -> None:
    """Their statements over time, kinds, and what they speak about."""
    if not panel.seen():
        return
    timeline = charts.timeline(rows)
    if timeline is not None:
        with st.container(key="chart-timeline", gap="xsmall"):
            st.html('<h3 class="chart">Statements over time</h3>')
            st.plotly_chart(timeline, key="plot-timeline", config=panel.QUIET,
                            alt=f"Statements over time. {charts.alt(timeline)}")
            st.html(panel.numbers_html(charts.as_table(rows, "timeline"), "Statements over time"))
    panel.one(page, panel.KINDS)
    panel.one(page, panel.TOPICS)


def statements(page: Page, hits: search.Hits) -> None:
    """The list of their statements, with link and files."""
    chips(page)
    results.head(page, hits)
    results.rows(page, hits)


def known(view: View, field: str) -> pd.DataFrame:
    """The speakers or institutions with their counts, without the unknown one: nobody's page is no page."""
    facet = resources.facets(replace(view, speakers=(), institutions=()))[field]
    return facet[facet["value"] != UNKNOWN]


def invitation(page: Page, field: str) -> None:
    """Before a name is chosen: the names with most statements, one click away."""
    st.html('<p class="origin">Choose a name above, or start with one that is quoted often.</p>')
    labels = option_labels(known(page.view, field))
    with st.container(key="often", horizontal=True, gap="xsmall"):
        for number, (name, label) in enumerate(list(labels.items())[:OFTEN]):
            st.button(plain(label), key=f"often-{number}", on_click=state.change,
                      kwargs={field: (name,), "selected": ""})
    if not labels:
        st.text("The archive names nobody yet.")


def nothing(page: Page, hits: search.Hits) -> None:
    """No statement of this name under the other filters."""
    chips(page)
    results.nothing(page, hits)


def _switched(key: str) -> None:
    state.keep("subject", state.value(key))
    state.change(speakers=(), institutions=(), selected="")


def _chosen(field: str, key: str) -> None:
    name = state.value(key)
    other = "institutions" if field == "speakers" else "speakers"
    state.change(**{field: (name,) if name else (), other: (), "selected": ""})
