"""The filters: each option with its number of statements under all the other filters."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from lib.records import headline
from lib.ui import resources, state
from lib.ui.frame import Page
from lib.ui.text import plain, shortened
from lib.view import KIND_NAMES, View

RECORD_NAMES = {"named": "named source", "unnamed": "unnamed source", "unclear": "source unclear"}


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter over a list: its field of the view, its label, what an empty one means."""

    field: str
    label: str
    empty: str


LISTS = (Filter("speakers", "Speaker", "all speakers"),
         Filter("institutions", "Institution", "all institutions"),
         Filter("about", "About whom or what", "everything"), Filter("outlets", "Outlet", "all outlets"))
FEW = (("kinds", "Kind", KIND_NAMES), ("on_record", "On record", RECORD_NAMES))
CHIP_LABELS = {"speakers": "Speaker", "institutions": "Institution", "about": "About", "outlets": "Outlet",
               "kinds": "Kind", "on_record": "On record", "articles": "Article"}
CHIP_CHARS = 48


def sidebar(page: Page) -> None:
    """All filters in the sidebar."""
    facets = resources.facets(page.view)
    with st.sidebar, st.container(key="filters"):
        st.html('<h2 class="side">Filters</h2>')
        for one in LISTS[:2]:
            _many(page.view, one, facets[one.field])
        for field, label, names in FEW:
            _few(page.view, field, label, names, facets[field])
        for one in LISTS[2:]:
            _many(page.view, one, facets[one.field])
        _dates(page.view)
        _confidence(page.view)


def chips(page: Page) -> None:
    """Every active filter as a button that removes it."""
    active = [*_list_chips(page.view), *_single_chips(page.view)]
    if not active:
        return
    with st.container(key="chips", horizontal=True, gap="xsmall"):
        for number, (label, changes) in enumerate(active):
            st.button(f"{plain(shortened(label, CHIP_CHARS))} :material/close:", key=f"chip-{number}",
                      help=f"Remove this filter: {plain(label)}", on_click=state.change, kwargs=changes)
        if len(active) > 1:
            st.button("Clear all", key="chip-all", type="tertiary", on_click=clear, args=(page.view,))


def clear(view: View) -> None:
    """Remove the query and every filter; order and layout stay as the reader likes them."""
    state.replace(View(mode=view.mode, sort=view.sort, layout=view.layout))


def _list_chips(view: View) -> list[tuple[str, dict[str, object]]]:
    names = {"kinds": KIND_NAMES, "on_record": RECORD_NAMES, "articles": _titles(view)}
    found = []
    for field, label in CHIP_LABELS.items():
        values = getattr(view, field)
        for value in values:
            rest = tuple(other for other in values if other != value)
            found.append((f"{label}: {names.get(field, {}).get(value, value)}", {field: rest}))
    return found


def _single_chips(view: View) -> list[tuple[str, dict[str, object]]]:
    found: list[tuple[str, dict[str, object]]] = []
    if view.query:
        found.append((f"“{view.query}”", {"query": ""}))
    if view.date_from:
        found.append((f"from {view.date_from}", {"date_from": ""}))
    if view.date_to:
        found.append((f"to {view.date_to}", {"date_to": ""}))
    if view.min_confidence:
        found.append((f"confidence at least {view.min_confidence:.2f}", {"min_confidence": 0.0}))
    if view.attitudes:
        found.append(("with bare attitudes", {"attitudes": False}))
    return found


def _titles(view: View) -> dict[str, str]:
    found = {key: resources.article(key) for key in view.articles}
    return {key: headline(article) for key, article in found.items() if article}


def option_labels(facet: pd.DataFrame, held: Iterable[str] = ()) -> dict[str, str]:
    """Value → its words with its count; values of a link that have no rows stay, with a nought."""
    found = {value: f"{label} ({count:,})" for value, count, label in
             zip(facet["value"], facet["count"], facet["label"], strict=True)}
    return found | {value: f"{value} (0)" for value in held if value not in found}


def _many(view: View, one: Filter, facet: pd.DataFrame) -> None:
    """A searchable list."""
    held = list(getattr(view, one.field))
    labels = option_labels(facet, held)
    key = state.assign(f"filter-{one.field}", held)
    st.multiselect(one.label, list(labels), key=key, placeholder=one.empty, format_func=labels.get,
                   on_change=_list_changed, args=(one.field, key))


def _few(view: View, field: str, label: str, names: dict[str, str], facet: pd.DataFrame) -> None:
    """A handful of options, those with rows on view."""
    held, counts = list(getattr(view, field)), dict(zip(facet["value"], facet["count"], strict=True))
    options = [value for value in names if counts.get(value) or value in held]
    if not options:
        return
    key = state.assign(f"filter-{field}", held)
    st.pills(label, options, selection_mode="multi", key=key,
             format_func=lambda value: plain(f"{names[value]} ({counts.get(value, 0):,})"),
             on_change=_list_changed, args=(field, key))


def _dates(view: View) -> None:
    with st.container(key="filter-dates", horizontal=True):
        for field, label in (("date_from", "From"), ("date_to", "To")):
            held = getattr(view, field)
            key = state.assign(f"filter-{field}", date.fromisoformat(held) if held else None)
            st.date_input(label, key=key, format="YYYY-MM-DD", min_value=date.min,
                          max_value=date.max, on_change=_date_changed, args=(field, key))


def _confidence(view: View) -> None:
    key = state.assign("filter-confidence", view.min_confidence)
    st.slider("Least confidence in the attribution", 0.0, 1.0, step=0.05, key=key, on_change=_number_changed,
              args=(key,), help="0 shows everything. Each card says how sure its attribution is.")
    key = state.assign("filter-attitudes", view.attitudes)
    st.toggle("Also bare attitudes", key=key, on_change=_toggle_changed, args=(key,),
              help="“She welcomed the plan” reports a stance but no words; such rows are left out at first.")


def _list_changed(field: str, key: str) -> None:
    state.change(**{field: tuple(state.value(key) or ())})


def _date_changed(field: str, key: str) -> None:
    """A first day after the last one moves the other end along."""
    day = state.value(key)
    text = day.isoformat() if day else ""
    view = state.current()
    first, last = (text, view.date_to) if field == "date_from" else (view.date_from, text)
    if first and last and first > last:
        first = last = text
    state.change(date_from=first, date_to=last)


def _number_changed(key: str) -> None:
    state.change(min_confidence=round(float(state.value(key)), 2))


def _toggle_changed(key: str) -> None:
    state.change(attitudes=bool(state.value(key)))


