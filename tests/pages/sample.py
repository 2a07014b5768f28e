"""A small archive of invented articles for the page tests, its rows written by hand: no model, no parser."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs

from streamlit.testing.v1 import AppTest

from lib import embed
from lib.records import (
    Analysis,
    Article,
    Evidence,
    Speaker,
    Statement,
    content_text,
    statement_id,
)
from lib.store import Archive
from lib.ui import frame

ROOT = Path(__file__).resolve().parent.parent.parent
DIM = 64

# Every way in which text could act instead of being shown: HTML, Markdown, LaTeX, icons, a formula.
HOSTILE = ('<img src=x onerror="alert(1)"><script>alert(2)</script> **bold** $x^2$ :red[red] :smile: '
           ":material/home: [link](javascript:alert(3)) `code` ~~gone~~ www.evil.example =cmd|' /C calc'!A0")
HOSTILE_NAME = "*Eve* :red[Mallory] <b>$1</b> & `co`"


@dataclass(frozen=True)
class Said:
    """One statement to put into an article: the words as they stand there, and who said them."""

    words: str
    kind: str
    cue: str
    speaker: Speaker
    about: tuple[str, ...] = ()
    confidence: float = 0.9


TRENT = Speaker("Mila Trent", "person", "spokeswoman", "Port of Ellby", "Mila Trent", "mila trent",
                "port of ellby", (Evidence("mention", "Trent", (10, 15), "subject of the cue verb"),
                    Evidence("name", "Mila Trent", (0, 10), "full name earlier in the article"),
                    Evidence("role", "spokeswoman", (12, 23), "apposition"),
                    Evidence("institution", "Port of Ellby", (30, 43), "of-phrase")))
OKORO = Speaker("Daniel Okoro", "person", "minister", "Ministry of Fisheries", "the minister", "daniel okoro",
                "ministry of fisheries", (Evidence("mention", "the minister", (0, 12), "role"),))
UNION = Speaker("Ellby Fishers' Union", "organisation", None, "Ellby Fishers' Union", "the union",
                "ellby fishers union", "ellby fishers union")
OFFICIALS = Speaker(None, "unnamed", None, None, "two officials", None, None)
NOBODY = Speaker()
MALLORY = Speaker(HOSTILE_NAME, "person", "**chief** <i>officer</i>", "[Evil](http://evil.example) $Corp$",
                  "Mallory", "eve mallory", "evil corp", (Evidence("mention", HOSTILE, None, HOSTILE),))

HARBOUR = Article("harbour", """The harbour fee rises

The fee will rise by a tenth in May, Mila Trent of the Port of Ellby said on Monday.

“Nobody likes a bill,” she said. “This one pays for the cranes.” Boats were quiet that day.

The union denied that it had agreed to the new fee. Two officials said the quay might close.""",
    "The harbour fee rises", "Ellby Courier", "J. Marsh", "2023-03-06", "given",
    "https://courier.example/fee", "en")
NETS = Article("nets", """Nets and quotas

The minister promised “a fair quota” for the small boats, but named no figure.

“The nets are empty,” Mila Trent said. The plan was written in a hurry.""",
    "Nets and quotas", "Northern Post", None, "2023-05-14", "page header", None, "en")
TRAP = Article("trap", f"{HOSTILE}\n\n{HOSTILE} said Mallory. Another sentence follows.", HOSTILE,
               HOSTILE_NAME, HOSTILE, "2024-01-02", "given", "javascript:alert(1)", "en")

SAID = {
    HARBOUR: (
        Said("The fee will rise by a tenth in May", "indirect", "said", TRENT, ("Port of Ellby",), 0.95),
        Said("Nobody likes a bill,", "direct", "said", TRENT, (), 0.97),
        Said("This one pays for the cranes.", "direct", "said", TRENT, ("cranes",), 0.9),
        Said("it had agreed to the new fee", "indirect", "denied", UNION, ("new fee",), 0.8),
        Said("the quay might close", "indirect", "said", OFFICIALS, (), 0.5)),
    NETS: (
        Said("“a fair quota” for the small boats", "mixed", "promised", OKORO, ("small boats",), 0.88),
        Said("The nets are empty,", "direct", "said", TRENT, (), 0.93),
        Said("The plan was written in a hurry.", "article", "", NOBODY, (), 0.4)),
    TRAP: (Said(HOSTILE, "direct", "said", MALLORY, (HOSTILE_NAME,), 0.9),),
}
TOTAL = sum(map(len, SAID.values()))


def fill(archive: Archive, articles: tuple[Article, ...] = (HARBOUR, NETS)) -> None:
    """Put articles with their statements into an archive."""
    analyses = [Analysis(article, tuple(_statement(article, said) for said in said_in(article)))
                for article in articles]
    texts = [f"{one.speaker.name or ''}: {one.text}" for analysis in analyses for one in analysis.statements]
    vectors = embed.Fake(DIM).encode(texts)
    archive.add_many(analyses, vectors, vectors)


def crowd(size: int) -> tuple[Article, ...]:
    """That many articles with one statement each."""
    return tuple(Article(f"a{n:03}", f"Headline\n\n“Call number {n} came in,” Mila Trent said. It rained.",
                         "Headline", "Ellby Courier", None, f"2023-01-{n % 28 + 1:02}", "given", None, "en")
                 for n in range(size))


def said_in(article: Article) -> tuple[Said, ...]:
    """The statements of an article; those of a crowd follow from its text."""
    return SAID.get(article) or (Said(article.text.split("“")[1].split("”")[0], "direct", "said", TRENT),)


def id_of(article: Article, words: str) -> str:
    """The id of the statement with these words."""
    [said] = [said for said in SAID[article] if said.words == words]
    return _statement(article, said).id


def _statement(article: Article, said: Said) -> Statement:
    start = article.text.rindex(said.words)
    content = ((start, start + len(said.words)),)
    lines = article.text.split("\n\n")
    on_record = "named" if said.speaker.name else "unnamed" if said.speaker.mention else "unclear"
    return Statement(
        id=statement_id(article.id, content, said.kind), article_id=article.id, kind=said.kind,
        content=content, text=content_text(article.text, content), cue=(), cue_verb=said.cue or None,
        source=(), speaker=said.speaker, via=None, about=said.about, context_before=lines[0],
        context_after=lines[-1], passage=article.text, paragraph=2, attitude=False, on_record=on_record,
        confidence=said.confidence, rule="written by hand")


def stored() -> tuple[str, list[str]]:
    """The version of the archive of this test, and its articles."""
    archive = Archive.open(os.environ["EXPLORER_ARCHIVE"], dim=None, model=os.environ["EXPLORER_MODEL"])
    return archive.version(), archive.articles()["id"].tolist()


def visit(place: str, params: dict[str, object] | None = None) -> AppTest:
    """One run of a page of the app, opened by a link with these parameters."""
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    at.query_params.update(params or {})
    if place != "search":
        at.switch_page(frame.PAGES[place][0])
    return at.run()


def address(at: AppTest) -> dict[str, list[str]]:
    """The parameters of the address once the page's script has put it in its clean form."""
    [bridge] = at.get("bidi_component")
    wanted = json.loads(bridge.proto.json)["address"]
    if wanted:
        return parse_qs(wanted["new"])
    return {key: value if isinstance(value, list) else [value] for key, value in at.query_params.items()}


def shown(at: AppTest) -> str:
    """All text of a page, tags and all, in one string."""
    kinds = ("html", "markdown", "caption", "text", "warning", "error", "info", "success")
    return "\n".join(str(getattr(one, "value", "") or getattr(one, "body", "")) for kind in kinds
                     for one in at.get(kind))
