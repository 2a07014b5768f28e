"""One statement as a quote card, in HTML of our own with every word of the article escaped.  Pure."""

import json
from collections.abc import Mapping

from lib.records import PART_JOIN
from lib.ui.text import (
    CONFIDENCE_WORDS,
    KIND_BADGES,
    cell,
    confidence_word,
    escape,
    highlighted,
    shortened,
)

Row = Mapping[str, object]

CONTEXT_CHARS = 320  # of the sentence before and after: enough to judge by, short enough to skim
STEP_NAMES = {"mention": "named in the text as", "name": "means", "role": "role",
              "institution": "institution"}


def card(row: Row, opened: bool = False) -> str:
    """The card: badges, the words between the sentences around, who said them, where, and the proof."""
    return "".join((
        '<article class="quote">', badges(row), around(row, "context_before"), words(row),
        around(row, "context_after"), byline(row), origin(row), why_matched(row),
        evidence(row, opened), "</article>"))


def words(row: Row) -> str:
    """The statement: a quote in marks, a paraphrase without them, parts of a quote apart."""
    kind, text = cell(row.get("kind")), cell(row.get("statement"))
    parts = '<span class="gap" title="the reporter’s words stand between"> […] </span>'.join(
        highlighted(part, _stretches(row)) for part in text.split(PART_JOIN))
    if kind == "direct":
        return f'<blockquote class="words direct">“{parts}”</blockquote>'
    return f'<p class="words {escape(kind)}">{parts}</p>'


def badges(row: Row) -> str:
    """What kind of statement it is, whether it stands in the article, and how sure the speaker is."""
    kind = cell(row.get("kind"))
    name, meaning = KIND_BADGES.get(kind, (kind, ""))
    return (f'<div class="badges"><span class="badge kind {escape(kind)}" title="{escape(meaning)}">'
            f'{escape(name)}</span>{_verified(row)}{_confidence(row)}{_corrected(row)}</div>')


def byline(row: Row) -> str:
    """Speaker, role, institution and cue; what the article does not say is said to be missing."""
    speaker, mention = cell(row.get("speaker")), cell(row.get("speaker_mention"))
    role, body = cell(row.get("speaker_role")), cell(row.get("speaker_institution"))
    named = _name(speaker, mention)
    parts = [f"<bdi>{escape(role)}</bdi>"] if role else []
    if body and body != speaker:
        parts.append(f"<bdi>{escape(body)}</bdi>")
    elif not body:
        parts.append('<span class="missing">institution not stated</span>')
    verb, via = cell(row.get("cue_verb")), cell(row.get("attributed_via"))
    affiliation = f' <span class="affiliation">{", ".join(parts)}</span>' if parts else ""
    cue = f' <span class="cue">cue: <i>{escape(verb)}</i></span>' if verb else ""
    relay = f' <span class="cue">through <bdi>{escape(via)}</bdi></span>' if via else ""
    return f'<p class="who">{named}{affiliation}{cue}{relay}</p>'


def origin(row: Row) -> str:
    """Outlet, date and title of the article; a date that only the page's head shows is called that."""
    outlet = cell(row.get("outlet"))
    where = f"<bdi>{escape(outlet)}</bdi>" if outlet else '<span class="missing">outlet not stated</span>'
    title = cell(row.get("article_title"))
    titled = f' · <bdi class="title">{escape(shortened(title, 110))}</bdi>' if title else ""
    return f'<p class="origin">{where} · {_date(row)}{titled}</p>'


def around(row: Row, column: str) -> str:
    """The sentence before or after, muted, or nothing where there is none."""
    text = cell(row.get(column))
    if not text:
        return ""
    label = "the sentence before" if column == "context_before" else "the sentence after"
    return f'<p class="around" title="{label}">{escape(shortened(text, CONTEXT_CHARS))}</p>'


def why_matched(row: Row) -> str:
    """Which words of the query the row holds, and how near its meaning is; nothing without a query."""
    marked = ", ".join(f"<mark>{escape(word)}</mark>" for word in _stretches(row))
    reasons = [f"it holds {marked}"] if marked else []
    if not marked and cell(row.get("match")) in ("words", "both"):
        reasons.append("the words stand with its speaker or cue")
    if near := cell(row.get("similarity")):
        reasons.append(f"nearness in meaning {float(near):.2f} of 1")
    return f'<p class="why">Why it is here: {"; ".join(reasons)}</p>' if reasons else ""


def evidence(row: Row, opened: bool = False) -> str:
    """"Why this speaker": the steps from the mention to the name, role and institution, and the place."""
    steps = "".join(_step(step) for step in _steps(row))
    none = "<li>The article names no source for this statement.</li>"
    start, end, paragraph = (escape(cell(row.get(name))) for name in ("char_start", "char_end", "paragraph"))
    place = f"characters {start} to {end} of the article, paragraph {paragraph}"
    digest = cell(row.get("text_hash"))
    proof = f'<br>SHA-256 of the article’s text: <code>{escape(digest)}</code>' if digest else ""
    return (f'<details class="evidence"{" open" if opened else ""}><summary>Why this speaker</summary>'
            f'<ol>{steps or none}</ol><p class="proof">Where it stands: {place}.<br>'
            f'Statement <code>{escape(cell(row.get("statement_id")))}</code>{proof}</p></details>')


def actions(link: str, citation: str) -> str:
    """The buttons that copy the citation line and the link to this statement."""
    row = "".join(f'<button type="button" class="copy" data-copy="{escape(text)}">{label}</button>'
                  for label, text in (("Copy citation", citation), ("Copy link", link)) if text)
    return f'<div class="actions">{row}</div>' if row else ""


def _stretches(row: Row) -> tuple[str, ...]:
    """The words of the statement that the query found, as printed."""
    held = row.get("match_words")
    return tuple(held) if isinstance(held, list | tuple) else ()


def _verified(row: Row) -> str:
    if cell(row.get("verified_in_source")).lower() in ("yes", "true"):
        return ('<span class="badge verified" title="these words were compared with the stored text of the '
                'article, letter by letter">✓ found verbatim in the article</span>')
    return ('<span class="badge warning" title="the stored text of the article does not hold these words: '
            'do not print them">⚠ not found in the article – do not print</span>')


def _confidence(row: Row) -> str:
    value = cell(row.get("confidence"))
    if not value:
        return ""
    word = confidence_word(float(value))
    hover = f"confidence {float(value):.2f} of 1: {CONFIDENCE_WORDS[word]}"
    return f'<span class="badge confidence {word}" title="{escape(hover)}">attribution: {word}</span>'


def _corrected(row: Row) -> str:
    if cell(row.get("corrected")).lower() in ("yes", "true"):
        return '<span class="badge" title="a reader corrected this row">corrected by hand</span>'
    return ""


def _name(speaker: str, mention: str) -> str:
    if speaker:
        return f'<b class="speaker"><bdi>{escape(speaker)}</bdi></b>'
    if mention:
        return (f'<b class="speaker unnamed">“<bdi>{escape(mention)}</bdi>”</b> '
                '<span class="missing">not named in the article</span>')
    return '<b class="speaker missing">speaker unknown – the article does not say</b>'


def _date(row: Row) -> str:
    date = cell(row.get("article_date"))
    if not date:
        return '<span class="missing">date not stated</span>'
    if cell(row.get("date_basis")) == "page header":
        return (f'<span title="read from the head of the page: the day it was opened or printed, perhaps not '
                f'the day it was published">page date {escape(date)}</span>')
    return escape(date)


def _steps(row: Row) -> list[Mapping[str, object]]:
    """The evidence as a list of steps; what cannot be read counts as none."""
    held = row.get("evidence")
    try:
        steps = json.loads(held) if isinstance(held, str) else held
    except ValueError:
        return []
    return [step for step in steps if isinstance(step, Mapping)] if isinstance(steps, list) else []


def _step(step: Mapping[str, object]) -> str:
    name = cell(step.get("step"))
    return (f'<li><span class="step">{escape(STEP_NAMES.get(name, name))}</span> '
            f'“<bdi>{escape(cell(step.get("words")))}</bdi>” '
            f'<span class="rule">by the rule: {escape(cell(step.get("rule")))}</span></li>')
