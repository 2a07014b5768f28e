"""Text and records → articles: the seed, the title, the head, ids, refusals, and what always holds."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib import ingest
from lib.errors import ArticleRefused
from lib.records import Article
from lib.settings import MAX_ARTICLE_CHARS, SEED_ARTICLES

SEED = SEED_ARTICLES / "seed.txt"
GIVEN = Path(__file__).resolve().parents[2] / "shared" / "seed" / "article.txt"
PROSE = "The harbour board met on Monday. It will vote again in May."


@pytest.fixture(scope="module")
def seed():
    return ingest.from_bytes(SEED.read_bytes(), "seed.txt")


# The seed article

def test_the_seed_says_its_title_and_the_day_of_its_page(seed):
    assert seed.title == "Kim Jong-un and Putin’s Summit: Implications for Ukraine"
    assert (seed.date, seed.date_basis) == ("2024-06-20", "page header")
    assert (seed.outlet, seed.author, seed.url, seed.language) == (None, None, None, "en")


def test_the_seed_loses_its_furniture_and_nothing_else(seed):
    page = SEED.read_text(encoding="utf-8")
    body = page[page.index(seed.title):page.index("Latest Posts")].strip()
    assert seed.text == body


@pytest.mark.parametrize("words", ["30.8", "New York", "Thursday", "June 20", "Latest Posts", "Miss",
                                   "Stay in touch", "To be updated", "announcements"])
def test_no_furniture_of_the_seed_is_left(seed, words):
    assert words not in seed.text


def test_the_seed_ships_as_it_was_given():
    if not GIVEN.exists():
        pytest.skip("the article as given is not beside this checkout")
    assert SEED.read_bytes() == GIVEN.read_bytes()


def test_a_folder_of_the_seed_gives_one_article(seed):
    assert list(ingest.read([SEED_ARTICLES])) == [seed]


# The title

@pytest.mark.parametrize(("text", "title"), [
    pytest.param(f"Board to vote in May\n\n{PROSE}", "Board to vote in May", id="a line above a blank line"),
    pytest.param(f"Board to vote in May\n{PROSE}", "Board to vote in May", id="a line above the first line"),
    pytest.param(f"Ruiz: ‘We will not sell’\n\n{PROSE}", "Ruiz: ‘We will not sell’", id="with a quote"),
    pytest.param(f"Who pays for the quay?\n\n{PROSE}", "Who pays for the quay?", id="a question"),
    pytest.param(f"Board writes to the U.S.\n\n{PROSE}", "Board writes to the U.S.", id="short form last"),
    pytest.param(f"{PROSE}\n\nThe mayor was absent.", None, id="prose at once"),
    pytest.param(f"And from the chair:\n\n“{PROSE}”", None, id="the lead-in of a quote"),
    pytest.param(f"DUNMERE (HN) —\n\n{PROSE}", None, id="a dateline"),
    pytest.param("Board to vote in May", None, id="a line and nothing else"),
    pytest.param(f"- A new gate\n- A new weir\n\n{PROSE}", None, id="a list"),
    pytest.param(f"Q. Why?\nA. Because.\n\n{PROSE}", None, id="a question and its answer"),
    pytest.param(f"Home\nNews\nSport\nOpinion\n\nBoard to vote in May\n\n{PROSE}", "Board to vote in May",
                 id="below a menu"),
])
def test_the_first_line_that_reads_like_a_headline_is_the_title(text, title):
    assert ingest.from_text(text).title == title


def test_a_headline_stays_in_the_text_as_its_first_paragraph():
    article = ingest.from_text(f"Ruiz: ‘We will not sell’\n{PROSE}")
    assert article.text == f"Ruiz: ‘We will not sell’\n\n{PROSE}"


@pytest.mark.parametrize("text", [
    pytest.param(PROSE, id="absent"),
    pytest.param(f"Board to vote in May\n\n{PROSE}", id="there already"),
    pytest.param(f"BOARD TO VOTE IN MAY.\n\n{PROSE}", id="there in capitals"),
    pytest.param(f"Harbour\n\nBoard to vote in May\n\n{PROSE}", id="there below a kicker"),
    pytest.param(f"Board to vote\nin May\n\n{PROSE}", id="there on two lines"),
])
def test_a_given_title_stands_once_in_the_text(text):
    article = ingest.from_text(text, title="Board to vote in May")
    assert article.title == "Board to vote in May"
    assert article.text.lower().count("board to vote in may") == 1


def test_a_title_is_one_repaired_line():
    article = ingest.from_text(PROSE, title="  Board to\u00a0vote\n in\u200b May ")
    assert article.title == "Board to vote in May"


def test_a_title_that_looks_like_a_formula_is_kept_as_it_is():
    article = ingest.from_text(PROSE, title="=cmd|' /C calc'!A0")
    assert article.title == "=cmd|' /C calc'!A0"


# What the head of a text says

@pytest.mark.parametrize(("head", "author"), [
    pytest.param("By Jane Roe", "Jane Roe", id="by a name"),
    pytest.param("by Jane Roe", "Jane Roe", id="in lower case"),
    pytest.param("BY JANE ROE", "Jane Roe", id="in capitals"),
    pytest.param("Written by Jane Roe", "Jane Roe", id="written by"),
    pytest.param("Author: Jane Roe", "Jane Roe", id="author with a colon"),
    pytest.param("By Jane Roe and Tom Poe", "Jane Roe and Tom Poe", id="two names"),
    pytest.param("By Jane Roe, Tom Poe and Al de la Cruz", "Jane Roe, Tom Poe and Al de la Cruz", id="three"),
    pytest.param("By Jane Roe, Political Editor", "Jane Roe", id="with her job"),
    pytest.param("By Jane Roe in Dunmere", "Jane Roe", id="with her place"),
    pytest.param("By Jane Roe | 3 May 2024", "Jane Roe", id="with a date behind a bar"),
    pytest.param("By Jane Roe, 3 May 2024", "Jane Roe", id="with a date behind a comma"),
    pytest.param("3 May 2024 by Jane Roe", "Jane Roe", id="behind a date"),
    pytest.param("By JANE ROE\nStaff Writer", "Jane Roe", id="over her job"),
    pytest.param("By The Associated Press", "The Associated Press", id="an agency"),
    pytest.param("By Seán O’Dálaigh", "Seán O’Dálaigh", id="letters beyond ASCII"),
])
def test_an_author_line_is_read_and_taken_out(head, author):
    article = ingest.from_text(f"Board to vote in May\n\n{head}\n\n{PROSE}")
    assert article.author == author
    assert article.text == f"Board to vote in May\n\n{PROSE}"


@pytest.mark.parametrize("head", [
    pytest.param("By Monday", id="a weekday"),
    pytest.param("By the sea", id="no name"),
    pytest.param("By the way, the quay is closed.", id="a sentence"),
])
def test_what_only_begins_with_by_stays(head):
    article = ingest.from_text(f"Board to vote in May\n\n{head}\n\n{PROSE}")
    assert article.author is None
    assert head in article.text


def test_a_line_of_prose_that_begins_with_by_is_no_author():
    text = "The quay must be cleared of every boat and net\nBy Friday\nat noon, the board said."
    assert ingest.from_text(text).author is None


@pytest.mark.parametrize(("line", "day"), [
    pytest.param("3 May 2024", "2024-05-03", id="day first"),
    pytest.param("May 3, 2024", "2024-05-03", id="month first"),
    pytest.param("May 3rd, 2024", "2024-05-03", id="ordinal"),
    pytest.param("Fri, 3 May 2024", "2024-05-03", id="short weekday"),
    pytest.param("Sept. 3, 2024", "2024-09-03", id="short month"),
    pytest.param("2024-05-03", "2024-05-03", id="ISO"),
    pytest.param("2024-05-03T10:00:00Z", "2024-05-03", id="ISO with a time"),
    pytest.param("Published: 3 May 2024 at 10:42 am", "2024-05-03", id="labelled, with a time"),
    pytest.param("Last updated on May 3, 2024, 10:42 BST", "2024-05-03", id="updated, with a zone"),
    pytest.param("Harbour News | 3 May 2024", "2024-05-03", id="behind a bar"),
    pytest.param("Updated 11:03, 3 May 2024", "2024-05-03", id="behind a time"),
    pytest.param("PUBLISHED 10:42 EDT\nUpdated 11:03, 3 May 2024", "2024-05-03", id="under a time alone"),
])
def test_a_date_line_is_read_and_taken_out(line, day):
    article = ingest.from_text(f"Board to vote in May\n{line}\n\n{PROSE}")
    assert (article.date, article.date_basis) == (day, "page header")
    assert article.text == f"Board to vote in May\n\n{PROSE}"


@pytest.mark.parametrize("line", [
    pytest.param("06/07/2024", id="June or July"),
    pytest.param("31 June 2024", id="no such day"),
    pytest.param("May 3", id="no year"),
])
def test_a_date_in_doubt_is_not_guessed(line):
    assert ingest.from_text(f"Board to vote in May\n\n{line}\n\n{PROSE}").date is None


def test_a_line_that_names_the_day_of_issue_wins_over_the_running_header():
    text = f"Monday, 6 May 2024\n\nBoard to vote in May\n\nPublished 3 May 2024\n\n{PROSE}"
    article = ingest.from_text(text)
    assert article.date == "2024-05-03"
    assert article.text == f"Board to vote in May\n\n{PROSE}"


def test_a_date_inside_the_article_is_a_heading_and_stays():
    text = f"Board to vote in May\n\n{PROSE}\n\n3 May 2024\n\nThe quay was closed for the day."
    article = ingest.from_text(text)
    assert article.date is None
    assert "3 May 2024" in article.text


@pytest.mark.parametrize("header", [
    pytest.param("18 °C\nDunmere\nMonday, 6 May 2024", id="temperature, place, day"),
    pytest.param("Monday, 6 May 2024\n-3.5 C\nSan Sebastián", id="in another order"),
    pytest.param("Dunmere\nMonday, 6 May 2024", id="without a temperature"),
    pytest.param("18°C\n\nMonday, 6 May 2024", id="without a place"),
])
def test_a_running_header_is_taken_out(header):
    article = ingest.from_text(f"{header}\n\nBoard to vote in May\n\n{PROSE}")
    assert article.text == f"Board to vote in May\n\n{PROSE}"
    assert article.date == "2024-05-06"


def test_a_short_title_beside_a_date_is_no_place():
    article = ingest.from_text(f"Mayor quits\nMonday, 6 May 2024\n\n{PROSE}")
    assert article.title == "Mayor quits"


def test_the_credit_at_the_end_names_the_author():
    article = ingest.from_text(f"{PROSE}\n\n(Reporting by Jane Roe; editing by Tom Poe)")
    assert article.author == "Jane Roe"
    assert article.text == PROSE


def test_given_fields_come_before_those_of_the_page():
    url = "https://harbour.example/1"
    article = ingest.from_text(f"Board to vote in May\nBy Jane Roe\n3 May 2024\n\n{PROSE}", author="Tom Poe",
                               date="2024-05-04", outlet="Harbour News", url=url, language="en-GB")
    assert (article.author, article.date, article.date_basis) == ("Tom Poe", "2024-05-04", "given")
    assert (article.outlet, article.url, article.language) == ("Harbour News", url, "en")


@pytest.mark.parametrize(("given_date", "day"), [
    ("2024-05-03", "2024-05-03"), ("2024-05-03T23:59:00+02:00", "2024-05-03"),
    ("2024-05-03 10:00", "2024-05-03"), ("May 3, 2024", "2024-05-03"),
    ("06/07/2024", None), ("yesterday", None), ("", None)])
def test_a_given_date_becomes_an_iso_day_or_unknown(given_date, day):
    article = ingest.from_text(PROSE, date=given_date)
    assert (article.date, article.date_basis) == (day, "given" if day else None)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "/relative", "https://",
                                 "http://a b", 'https://x.example/"onload="x'])
def test_an_address_that_is_no_web_address_is_left_out(url):
    assert ingest.from_text(PROSE, url=url).url is None


def test_an_unknown_field_is_a_mistake_of_the_caller():
    with pytest.raises(TypeError, match="headline"):
        ingest.from_text(PROSE, headline="Board to vote in May")


# Ids

@pytest.mark.parametrize("same", [
    pytest.param(PROSE.replace(" ", "\n"), id="other line breaks"),
    pytest.param(f"\n\n  {PROSE}\n", id="space around it"),
    pytest.param(PROSE.replace(" ", "\u00a0"), id="other spaces"),
    pytest.param(PROSE.replace("board", "bo\u00adard"), id="a soft hyphen"),
    pytest.param(PROSE.replace("board", "bo-\nard"), id="a word cut at a line end"),
    pytest.param(f"{PROSE}\n\nShare this article", id="other furniture"),
])
def test_the_same_article_has_the_same_id_however_it_is_laid_out(same):
    assert ingest.from_text(same, name="other.txt").id == ingest.from_text(PROSE).id


def test_another_text_has_another_id():
    assert ingest.from_text(PROSE + " So it said.").id != ingest.from_text(PROSE).id


def test_a_given_id_is_kept_and_a_made_one_is_short_and_plain():
    assert ingest.from_text(PROSE, id=" desk/2024 ").id == "desk/2024"
    assert re.fullmatch(r"[0-9a-f]{16}", ingest.from_text(PROSE, id="").id)


@pytest.mark.parametrize("wrong", ["x" * 201, "a\nb", "a\0b"])
def test_an_id_that_no_link_can_carry_is_refused(wrong):
    with pytest.raises(ArticleRefused, match="id"):
        ingest.from_text(PROSE, id=wrong)


# As it is

def test_a_text_kept_as_it_is_is_not_touched():
    text = " 18 C\r\nBy Jane Roe\n\n“The\u00a0quay is sa\u00adfe,” she said.The board left. \nShare\n"
    article = ingest.from_text(text, as_is=True, title="Another title")
    assert article.text == text
    assert (article.title, article.author, article.date) == ("Another title", None, None)


def test_a_text_kept_as_it_is_still_has_an_id_that_knows_it_again():
    assert ingest.from_text(f" {PROSE}\n", as_is=True).id == ingest.from_text(PROSE).id


# Refusals

@pytest.mark.parametrize("as_is", [False, True])
@pytest.mark.parametrize(("text", "reason"), [
    pytest.param("", "empty", id="nothing"),
    pytest.param(" \n\t\u00a0\n", "empty", id="white space"),
    pytest.param("12 34 – 56", "without words", id="numbers"),
    pytest.param("x" * (MAX_ARTICLE_CHARS + 1), "too long.*2,000,001.*2,000,000.*Split", id="too long"),
])
def test_what_is_no_article_is_refused_with_the_reason(text, reason, as_is):
    with pytest.raises(ArticleRefused, match=reason):
        ingest.from_text(text, name="note.txt", as_is=as_is)


def test_nothing_but_furniture_is_refused():
    with pytest.raises(ArticleRefused, match=r"note\.txt is empty, or holds nothing but page furniture"):
        ingest.from_text("Share this article\n\nRead more: Ten beaches\n\n© 2024 HN", name="note.txt")


def test_five_megabytes_are_refused_with_what_to_do():
    with pytest.raises(ArticleRefused, match=r"5,000,000 characters.*2,000,000 are allowed.*Split"):
        ingest.from_bytes(b"word " * 1_000_000, "long.txt")


def test_an_article_without_a_quote_is_an_article():
    assert ingest.from_text("The quay is closed.").text == "The quay is closed."


def test_half_a_character_is_mended_or_refused():
    assert "\ud800" not in ingest.from_text(PROSE + "\ud800").text
    with pytest.raises(ArticleRefused, match="Unicode"):
        ingest.from_text(PROSE + "\ud800", as_is=True)


# Records

def test_a_record_gives_the_article_with_its_fields():
    record = {"id": "a1", "text": PROSE, "title": "Board to vote in May", "outlet": "Harbour News",
              "author": "Jane Roe", "date": "2024-05-03", "url": "https://harbour.example/1",
              "language": "en", "kicker": "passed over"}
    assert ingest.from_record(record, name="line 1") == Article(
        "a1", f"Board to vote in May\n\n{PROSE}", "Board to vote in May", "Harbour News", "Jane Roe",
        "2024-05-03", "given", "https://harbour.example/1", "en")


def test_a_record_with_html_is_read_as_a_page():
    article = ingest.from_record({"id": "a1", "html": f"<p>{PROSE}</p>"}, name="line 1")
    assert (article.id, article.text) == ("a1", PROSE)


def test_a_record_is_kept_as_it_is_when_asked():
    assert ingest.from_record({"text": f"{PROSE} \n"}, name="line 1", as_is=True).text == f"{PROSE} \n"


def test_numbers_and_lists_of_authors_are_taken_as_words():
    record = {"id": 17, "text": PROSE, "author": ["Jane Roe", "Tom Poe"], "title": None}
    article = ingest.from_record(record, name="line 1")
    assert (article.id, article.author, article.title) == ("17", "Jane Roe, Tom Poe", None)


@pytest.mark.parametrize(("record", "reason"), [
    pytest.param(["text"], "no JSON object", id="a list"),
    pytest.param({"id": "a1", "body": PROSE}, 'neither "text" nor "html".*id, body', id="no text"),
    pytest.param({}, "nothing", id="nothing at all"),
    pytest.param({"text": 5}, "'text' that is int", id="a number for a text"),
    pytest.param({"text": PROSE, "title": {"en": "x"}}, "'title' that is dict", id="an object for a title"),
    pytest.param({"text": "  "}, "empty", id="white space"),
])
def test_a_record_that_is_no_article_is_refused(record, reason):
    with pytest.raises(ArticleRefused, match=f"line 3 .*{reason}"):
        ingest.from_record(record, name="line 3")


# Languages

@pytest.mark.parametrize(("text", "code"), [
    pytest.param(PROSE * 3, "en", id="English"),
    pytest.param("Der Hafenausschuss trat am Montag zusammen. Er wird im Mai noch einmal abstimmen, wie die "
                 "Vorsitzende nach der Sitzung vor der Presse erklärte.", "de", id="German"),
    pytest.param("Le conseil du port s’est réuni lundi. Il votera de nouveau en mai, a déclaré sa présidente "
                 "à la presse après la séance.", "fr", id="French"),
    pytest.param("Совет порта собрался в понедельник. Он проголосует снова в мае, сообщила его председатель "
                 "после заседания.", "ru", id="Russian"),
    pytest.param("港口委员会星期一开会。主席会后对记者说，委员会将在五月再次投票。" * 2, "zh", id="Chinese"),
    pytest.param("The quay is safe.", None, id="too short to say"),
    pytest.param("Le quai est sûr.", None, id="too short in French"),
])
def test_the_language_is_told_where_there_is_enough_text(text, code):
    assert ingest.from_text(text).language == code


@pytest.mark.parametrize("text", [
    "Kim Jong-un, Choe Sun-hui and Jo Chun-ryong met Sergei Lavrov.",
    "Sheikh Mohammed bin Zayed al-Nahyan said “inshallah”.",
    "“Ja,” said Anders Lövgren. “Nej,” said Bjørn Østergård of Tromsø.",
])
def test_short_english_full_of_names_is_never_taken_for_another_language(text):
    assert ingest.from_text(text).language in (None, "en")


# What always holds

WORDS = st.sampled_from(["The", "mayor", "said", "“no”,", "\"Yes\"", "co-\n", "commit-\n", "\n\n", "\n",
                         "Share", "By Jane", "Roe", "3 May 2024", "18 C", "Read more:", "said.The", "â€œ",
                         "â€", "\u00a0", "\u00ad", "&amp;lt;", "<p>", "</p>", "U.S.", "KOVAR:", "-", "—", "•",
                         "Related articles", "Home", "News", "Sport", "|", "Don’t Miss", "Stay in touch",
                         "e\u0301", "\u200d", "\u2028", "\x1f", "\ufeff", "©", "...", "a" * 70])
TEXTS = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=40).map(" ".join),
                  st.lists(WORDS, max_size=40).map("".join))


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_a_repaired_text_is_repaired_already(text):
    try:
        first = ingest.from_text(text)
    except ArticleRefused:
        return
    again = ingest.from_text(first.text)
    assert again.text == first.text
    assert again.id == first.id


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_a_text_has_words_and_no_odd_space(text):
    try:
        article = ingest.from_text(text)
    except ArticleRefused as refused:
        assert str(refused)
        return
    assert any(char.isalpha() for char in article.text)
    assert article.text == article.text.strip()
    assert not re.search(r"[^\S\n ]|  | \n|\n |(?<!\n)\n(?!\n)|\n{3}", article.text)
    assert not re.search("[\u00ad\u200b\ufeff\x00-\x09\x0b-\x1f]", article.text)
    assert article.text_hash


@given(TEXTS, st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_title_gives_an_article_that_reads_the_same_again(text, title):
    try:
        first = ingest.from_text(text, title=title)
    except ArticleRefused:
        return
    assert ingest.from_text(first.text).text == first.text


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_as_is_changes_nothing(text):
    try:
        assert ingest.from_text(text, as_is=True).text == text
    except ArticleRefused:
        assert not any(char.isalpha() for char in text) or re.search("[\ud800-\udfff]", text)
