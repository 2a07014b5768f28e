"""The view of this reader: the only module that touches session state and URL parameters.

The URL is the view.  Each run reads it; each change writes it and nothing else, so that the address bar,
the page and a copied link cannot disagree.  What Streamlit writes is an entry in the browser's history, so
opening a link writes nothing: the page's script puts the address in its clean form, in place.

Session state holds widget values, the parameters known here (to tell a link that was opened from a change
made here), the archive's fingerprint, and the notices about an opened link.
"""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from lib import view as views
from lib.view import View

KNOWN = "_known"
FINGERPRINT = "_fingerprint"
NOTICES = "_notices"
PLACE = "_place"
MESSAGES = "_messages"
TURNS = "_turns"


def current() -> View:
    """The view in the URL.  Bad parameters are left out; ``opened`` says which."""
    return views.from_params(_params()).view


def opened(place: str, fingerprint: str, complain: Callable[[View], Iterable[str]]) -> View:
    """The view of this run on the page ``place``.

    When the parameters come from outside (a link, the back button, another page), what of them does not
    fit is collected once: parameters dropped, another archive, and what ``complain`` finds in the view.
    """
    params = _params()
    read = views.from_params(params)
    st.session_state[FINGERPRINT] = fingerprint
    if params not in st.session_state.get(KNOWN, ()) or st.session_state.get(PLACE) != place:
        st.session_state[NOTICES] = _notices(read, fingerprint, complain)
        st.session_state[PLACE] = place
        st.session_state[KNOWN] = (params,)
    return read.view


def tidied(view: View) -> dict[str, str]:
    """The query of the address as it is ("old") and as the view writes it ("new"); {} if they are equal.

    For the page's script, which replaces the one by the other without a step in the browser's history.
    """
    held = {key: st.query_params.get_all(key) for key in st.query_params}
    clean = _clean(view, st.session_state.get(FINGERPRINT, ""))
    st.session_state[KNOWN] = (_params(), clean)
    return {} if held == clean else {"old": urlencode(held, doseq=True), "new": urlencode(clean, doseq=True)}


def notices() -> tuple[str, ...]:
    """What of the opened link did not fit, in words; gone with the first change of the view."""
    return st.session_state.get(NOTICES, ())


def dismiss() -> None:
    """Forget the notices."""
    st.session_state[NOTICES] = ()


def change(**changes: object) -> None:
    """Write a changed view to the URL.  For callbacks: the run that follows shows it."""
    dismiss()
    _write(current().with_(**changes))


def replace(view: View) -> None:
    """Write a whole view to the URL.  For callbacks."""
    dismiss()
    _write(view)


def assign(key: str, value: object) -> str:
    """Give a widget its value from the view before it is shown; hands the key back."""
    st.session_state[key] = value
    return key


def offer(key: str, value: object) -> str:
    """As ``assign``, but a value the widget has is not given again: what is being typed there stays.

    The widget must get the value as its default too, for a browser that has not drawn it yet.
    """
    return key if st.session_state.get(key, value) == value else assign(key, value)


def value(key: str, default: Any = None) -> Any:  # noqa: ANN401 - whatever the widget holds
    """What a widget holds now.  For callbacks."""
    return st.session_state.get(key, default)


def turn(key: str, forward: bool = False) -> int:
    """How often something was used up in this session; ``forward`` counts on.

    Part of the key of a chart: the browser would send a click again under a key that comes back.
    """
    name = f"{TURNS}_{key}"
    st.session_state[name] = st.session_state.get(name, 0) + forward
    return st.session_state[name]


def keep(key: str, text: object) -> None:
    """Remember a message or report of this session that is not part of the view."""
    st.session_state[f"{MESSAGES}_{key}"] = text


def kept(key: str) -> Any:  # noqa: ANN401
    """What ``keep`` remembered, or None."""
    return st.session_state.get(f"{MESSAGES}_{key}")


def link_params(view: View, fingerprint: str, **changes: object) -> dict[str, list[str]]:
    """URL parameters of a link inside the app: a view with changes, and the archive it was made in."""
    params = views.to_params(view.with_(**changes))
    return {**params, views.PARAMS["archive"]: [fingerprint]} if fingerprint else params


def address(path: str, params: dict[str, list[str]], base_url: str = "") -> str:
    """The absolute link to a page of the app; ``path`` is "" for the search page.

    The address is the one the reader's browser shows, or ``base_url`` where the installation names one.
    """
    root = base_url or _root(st.context.url or "")
    query = urlencode(params, doseq=True)
    return f"{root.rstrip('/')}/{path}" + (f"?{query}" if query else "")


def _root(url: str) -> str:
    """The app's address without the name of one of its pages."""
    head, _, tail = url.rstrip("/").rpartition("/")
    return head if tail in ("Who_said_what", "Article", "Add_articles", "Method") else url


def _params() -> dict[str, list[str]]:
    known = views.PARAMS.values()
    return {key: st.query_params.get_all(key) for key in st.query_params if key in known}


def _write(view: View) -> None:
    """The URL in its clean form, as a step that the back button takes back."""
    params = _clean(view, st.session_state.get(FINGERPRINT, ""))
    if params != _params() or len(params) != len(st.query_params):
        st.query_params.from_dict(params)
    st.session_state[KNOWN] = (params,)


def _clean(view: View, fingerprint: str) -> dict[str, list[str]]:
    """The parameters of a view; those of a plain start page are none."""
    params = views.to_params(view.with_(archive=""))
    if params and fingerprint:
        params[views.PARAMS["archive"]] = [fingerprint]
    return params


def _notices(read: views.Opened, fingerprint: str,
             complain: Callable[[View], Iterable[str]]) -> tuple[str, ...]:
    found = [f"A part of the link could not be used and was left out: {part}" for part in read.dropped]
    found += complain(read.view)
    if read.view.archive and read.view.archive != fingerprint:
        found.append("The archive has changed since this link was made: rows may have come or gone.")
    return tuple(found)
