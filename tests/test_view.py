"""The view: whatever it holds survives the link; whatever is wrong in a link is said and dropped."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import view as views
from lib.view import View, describe, from_params, to_params

TEXT = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=40).filter(str.strip)
TEXTS = st.lists(TEXT, max_size=4, unique=True).map(tuple)
DAYS = st.dates().map(lambda day: day.isoformat())


@st.composite
def any_view(draw):
    first, last = sorted((draw(DAYS), draw(DAYS)))
    return View(
        query=draw(st.one_of(st.just(""), TEXT)), mode=draw(st.sampled_from(views.MODES)),
        speakers=draw(TEXTS), institutions=draw(TEXTS), outlets=draw(TEXTS), about=draw(TEXTS),
        articles=draw(TEXTS),
        kinds=tuple(draw(st.lists(st.sampled_from(list(views.KIND_NAMES)), unique=True))),
        on_record=tuple(draw(st.lists(st.sampled_from(views.ON_RECORD), unique=True))),
        date_from=draw(st.sampled_from(["", first])), date_to=draw(st.sampled_from(["", last])),
        min_confidence=draw(st.floats(0, 1)), attitudes=draw(st.booleans()),
        sort=draw(st.sampled_from(views.SORTS)), layout=draw(st.sampled_from(views.LAYOUTS)),
        page=draw(st.integers(1, 9999)), selected=draw(st.sampled_from(["", "ab12"])),
        archive=draw(st.sampled_from(["", "f00"])))


@given(any_view())
def test_a_view_survives_its_link(view):
    opened = from_params(to_params(view))
    assert opened.view == view
    assert opened.dropped == ()


def test_every_field_has_its_parameter():
    assert set(views.PARAMS) == {field.name for field in fields(View)}
    assert len(set(views.PARAMS.values())) == len(views.PARAMS)


def test_the_default_view_has_an_empty_link():
    assert to_params(View()) == {}


@pytest.mark.parametrize("params", [
    pytest.param({"mode": ["telepathy"]}, id="unknown mode"),
    pytest.param({"from": ["yesterday"]}, id="not a date"),
    pytest.param({"page": ["0"]}, id="page zero"),
    pytest.param({"page": ["many"]}, id="page no number"),
    pytest.param({"conf": ["nan"]}, id="confidence NaN"),
    pytest.param({"kind": ["direct", "rumour"]}, id="unknown kind"),
    pytest.param({"q": ["x" * 5000]}, id="an overlong query"),
    pytest.param({"from": ["2024-02-01"], "to": ["2024-01-01"]}, id="days in the wrong order"),
])
def test_what_a_link_says_wrongly_is_dropped_and_said(params):
    opened = from_params(params)
    assert opened.view == View()
    assert len(opened.dropped) == 1


@pytest.mark.parametrize("params, said", [
    pytest.param({"page": ["many"]}, "page=many: not a whole number", id="page no number"),
    pytest.param({"page": ["0"]}, "page=0: not between 1 and 1,000,000", id="page zero"),
    pytest.param({"conf": ["high"]}, "conf=high: not a number", id="confidence no number"),
    pytest.param({"conf": ["nan"]}, "conf=nan: not between 0.0 and 1.0", id="confidence NaN"),
    pytest.param({"from": ["yesterday"]}, "from=yesterday: not a day like 2024-05-31", id="not a day"),
    pytest.param({"kind": ["direct", "rumour"]}, "kind=rumour: not one of direct", id="the second kind"),
    pytest.param({"speaker": ["Ida", "x" * 5000]}, f"speaker={'x' * 80}: longer than 2,000",
                 id="the second name"),
    pytest.param({"sort": ["best"]}, "sort=best: not one of relevance", id="no such order"),
])
def test_what_is_dropped_is_named_by_its_own_value(params, said):
    [dropped] = from_params(params).dropped
    assert dropped.startswith(said)
    assert not any(word in dropped for word in ("literal", "convert", "isoformat"))


def test_unknown_keys_are_no_business_of_ours():
    assert from_params({"utm_source": ["mail"], "embed": ["true"]}) == views.Opened(View())


@pytest.mark.parametrize("view, words", [
    pytest.param(View(), "all statements", id="nothing"),
    pytest.param(View(query="arms", kinds=("direct",)), "“arms” (both); kind: direct quote",
                 id="query and kind"),
    pytest.param(View(speakers=("A", "B"), date_from="2024-01-01"), "speaker: A or B; from 2024-01-01",
                 id="filters"),
])
def test_a_view_says_itself_in_words(view, words):
    assert describe(view) == words


def test_a_new_filter_goes_back_to_the_first_page_and_a_selection_does_not():
    view = View(page=3)
    assert view.with_(query="x").page == 1
    assert view.with_(selected="ab").page == 3
