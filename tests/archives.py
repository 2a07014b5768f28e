"""Invented articles as the extraction hands them on, and archives that hold them: no parser, no model."""

from dataclasses import dataclass, field

from lib import embed
from lib.records import Analysis, Article, Evidence, Speaker, Statement, content_text, statement_id
from lib.store import Archive

DIM = 64
FAKE = embed.Fake(DIM)


@dataclass(frozen=True)
class Said:
    """One statement to put into an article, as a sentence of its own: who said which words."""

    words: str
    speaker: str | None = "Mila Trent"
    institution: str | None = None
    kind: str = "indirect"
    key: str | None = None
    institution_key: str | None = None
    type: str | None = "person"
    about: tuple[str, ...] = ()
    attitude: bool = False
    on_record: str = "named"
    confidence: float = 0.9
    role: str | None = None
    evidence: tuple[Evidence, ...] = field(default=())


def article(article_id: str, *said: Said, outlet: str | None = "Ellby Courier",
            date: str | None = "2024-03-05", title: str | None = None) -> Analysis:
    """An article with one sentence a statement, and the statements at their places in it."""
    lines = [f"{one.speaker or 'Somebody'} said {one.words}." for one in said]
    text = "\n\n".join(lines) or "Nothing was said."
    title = title or f"Title of {article_id}"
    made = Article(article_id, text, title, outlet, None, date, "given", None, "en")
    starts = [sum(len(line) + 2 for line in lines[:number]) for number in range(len(lines))]
    return Analysis(made, tuple(statement(made, one, start + lines[number].index(one.words), number + 1)
                                for number, (one, start) in enumerate(zip(said, starts, strict=True))))


def statement(made: Article, one: Said, start: int, paragraph: int) -> Statement:
    """The statement whose words begin at this character."""
    content = ((start, start + len(one.words)),)
    cue = ((start - 5, start - 1),)
    name = one.speaker
    speaker = Speaker(name, one.type if name else None, one.role, one.institution, name or "Somebody",
                      (one.key or name.lower()) if name else None,
                      (one.institution_key or one.institution.lower()) if one.institution else None,
                      one.evidence)
    return Statement(statement_id(made.id, content, one.kind), made.id, one.kind, content,
                     content_text(made.text, content), cue, "say", (), speaker, None, one.about, "", "",
                     made.text[max(start - 60, 0):start + 120], paragraph, one.attitude, one.on_record,
                     one.confidence, "test rule")


def opened(folder: object, **options: object) -> Archive:
    """The archive of the fake model in a folder."""
    return Archive.open(str(folder), **{"dim": DIM, "model": FAKE.name} | options)


def store(archive: Archive, *analyses: Analysis) -> None:
    """Adds the articles with vectors of the fake model."""
    found = [one for analysis in analyses for one in analysis.statements]
    archive.add_many(list(analyses), FAKE.encode([embed.statement_text(one) for one in found]),
                     FAKE.encode([one.passage for one in found]))


def ids(*analyses: Analysis) -> list[str]:
    """The ids of all statements in order."""
    return [one.id for analysis in analyses for one in analysis.statements]


FEE = article("fee", Said("the fee will rise in May", institution="Port of Ellby", role="spokeswoman",
                          about=("Port of Ellby", "May"),
                          evidence=(Evidence("name", "Mila Trent", (0, 10), "full name"),)),
              Said("the cranes are old", "Jon Marsh", kind="direct"))
NETS = article("nets", Said("the nets are empty", "Jon Marsh"), Said("nobody counted them", None, type=None),
               outlet="Northern Post", date="2024-04-01")
