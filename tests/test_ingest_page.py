"""HTML pages: the article's paragraphs, what the page says of it, and nothing of the page around it."""

import json

import pytest

from lib import ingest
from lib.errors import ArticleRefused
from lib.ingest import page

LEAD = "“The quay is safe,” said Ana Ruiz, the chair of the Harbour Board, after a meeting on Monday evening."
BODY = ["The board had met for five hours and heard what the owners of the sheds on the quay had to say.",
        "Tom Poe, who owns two of them, told the board that nobody had asked him before the sale was agreed.",
        "“We were told nothing and we were asked nothing,” he said. “That is the whole of the story.”"]
PROSE = [LEAD, *BODY]


def html(body, head="", lang="en"):
    return f'<!DOCTYPE html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'


def paragraphs(*texts):
    return "".join(f"<p>{text}</p>" for text in texts)


def article_page(extra="", head="", title="Board sells the quay"):
    return html(f"<nav><ul><li><a href='/'>Home</a></li><li><a href='/n'>News</a></li></ul></nav>"
                f"<article><h1>{title}</h1>{paragraphs(*PROSE)}{extra}</article>"
                "<footer>© 2024 Harbour News. All rights reserved.</footer>", head)


WHOLE = "\n\n".join(["Board sells the quay", *PROSE])


def test_the_paragraphs_of_the_article_stand_apart_and_the_page_around_it_is_gone():
    article = ingest.from_html(article_page())
    assert article.text == WHOLE
    assert article.title == "Board sells the quay"


@pytest.mark.parametrize("extra", [
    pytest.param("<script>document.write('said the script')</script>", id="a script"),
    pytest.param("<style>p{color:red}</style><noscript>Turn on scripts, he said.</noscript>",
                 id="style and noscript"),
    pytest.param("<!-- “Hidden,” he said. -->", id="a comment of the source"),
    pytest.param("<aside>Read more: <a href='/a'>Ten quiet beaches</a></aside>", id="an aside"),
    pytest.param("<p><a href='/a'>Read more: Ten quiet beaches for the summer</a></p>",
                 id="a link in a paragraph"),
    pytest.param("<p>Sign up to our newsletter</p><p>Share this article</p>", id="calls"),
    pytest.param("<div class='related'><h3>Related articles</h3><ul><li>"
                 "<a href='/a'>Mayor: ‘I quit’</a></li></ul></div>",
                 id="a list of links"),
    pytest.param("<div id='comments'><p>“Nonsense,” says a reader, and more words of the kind.</p></div>",
                 id="comments of readers"),
    pytest.param("<figure><img src=x onerror='alert(1)'><figcaption>The quay in May. Photo: A. Bee"
                 "</figcaption></figure>",
                 id="a picture with its caption"),
    pytest.param("<iframe src='https://evil.example'></iframe><object data=x></object>", id="frames"),
    pytest.param("<form><label>Your e-mail</label><input name=q><button>Send it now, please.</button></form>",
                 id="a form"),
    pytest.param("<div class='ArticleByline'><span>Jane Roe</span><span>Harbour correspondent</span></div>",
                 id="a byline without By"),
    pytest.param("<p>Associated Press writer Tom Poe contributed to this report.</p>", id="a credit"),
    pytest.param("<p hidden style='display:none'></p><p> </p><p>&nbsp;</p>", id="empty paragraphs"),
])
def test_what_is_no_article_leaves_no_trace(extra):
    assert ingest.from_html(article_page(extra)).text == WHOLE


def test_markup_inside_a_quote_is_words_or_nothing():
    said = ("“The quay <img src=x onerror=alert(1)>is <b>safe</b>, <a href='javascript:alert(1)'>"
            "believe</a> me<script>alert(2)</script>,” said Ana Ruiz &lt;b&gt;again&lt;/b&gt; on "
            "Monday evening at the quay.")
    text = ingest.from_html(html(f"<article><h1>Board sells</h1>{paragraphs(said, *BODY)}</article>")).text
    assert "“The quay is safe, believe me,” said Ana Ruiz <b>again</b> on Monday" in text
    assert "alert" not in text and "onerror" not in text and "script" not in text


@pytest.mark.parametrize(("block", "expected"), [
    pytest.param("<h2>A long wait</h2>", ["A long wait"], id="a heading"),
    pytest.param("<blockquote><p>We have waited.</p><p>We wait still.</p></blockquote>",
                 ["We have waited.", "We wait still."], id="a block quote of two paragraphs"),
    pytest.param("<blockquote>We have waited.</blockquote>", ["We have waited."], id="a bare block quote"),
    pytest.param("<ul><li>A new gate for the weir</li><li>A new weir for the gate</li></ul>",
                 ["A new gate for the weir", "A new weir for the gate"], id="a list"),
    pytest.param("<p>Poe said the closure had cost him<br>his patience.</p>",
                 ["Poe said the closure had cost him his patience."], id="a line break in a sentence"),
    pytest.param("<p>Poe left.<br><br>Ruiz stayed.</p>", ["Poe left.", "Ruiz stayed."], id="two line breaks"),
    pytest.param("<p>Q: Who pays?<br>A: The board pays.</p>", ["Q: Who pays?", "A: The board pays."],
                 id="question and answer"),
    pytest.param("<p>Poe\n   had <em>not</em>\n   left.</p>", ["Poe had not left."],
                 id="line ends of the source"),
    pytest.param("<p>Poe said he had <q>nothing <b>left</b></q> to <q>give</q>.</p>",
                 ["Poe said he had “nothing left” to “give”."], id="marks that the browser draws"),
    pytest.param("<table><tr><td>Votes</td><td>12</td></tr></table>", [], id="a table of numbers"),
])
def test_blocks_keep_apart(block, expected):
    body = paragraphs(*PROSE) + block + paragraphs("The next meeting is in May.")
    text = ingest.from_html(html(f"<article><h1>Board sells the quay</h1>{body}</article>")).text
    assert text.split("\n\n") == ["Board sells the quay", *PROSE, *expected, "The next meeting is in May."]


def test_a_page_laid_out_in_tables_is_read():
    rows = "".join(f"<tr><td>{text}</td></tr>" for text in PROSE)
    text = ingest.from_html(html(f"<table><tr><td>Old page</td></tr>{rows}</table>")).text
    assert all(paragraph in text.split("\n\n") for paragraph in PROSE)


@pytest.mark.parametrize(("fragment", "text"), [
    pytest.param("<p>“It is safe,” said Ruiz today.</p>", "“It is safe,” said Ruiz today.",
                 id="one paragraph"),
    pytest.param("<p>“It is safe,” said Ruiz today.</p><p>Poe left.</p>",
                 "“It is safe,” said Ruiz today.\n\nPoe left.", id="two paragraphs"),
    pytest.param("<h1>Quay safe</h1><p>“It is safe,” said Ruiz today.</p>",
                 "Quay safe\n\n“It is safe,” said Ruiz today.", id="heading and paragraph"),
    pytest.param("“It is safe,” said Ruiz today.<br><br>Poe left.<br>",
                 "“It is safe,” said Ruiz today.\n\nPoe left.", id="line breaks alone"),
    pytest.param("<div>“It is safe,” said Ruiz today.<div>Poe left.</div></div>",
                 "“It is safe,” said Ruiz today.\n\nPoe left.", id="boxes in boxes"),
    pytest.param("<span>“It is <i>safe</i>,” said Ruiz today.</span>", "“It is safe,” said Ruiz today.",
                 id="a span"),
])
def test_a_piece_of_a_page_is_read(fragment, text):
    if "<br>" in fragment:
        fragment = f"<body>{fragment}</body>"
    assert ingest.from_html(fragment).text == text
    assert ingest.from_bytes(fragment.encode(), "clipping.txt").text == text


def test_a_short_page_keeps_its_paragraphs():
    body = "<h1>Quay safe</h1><p>“It is safe,” said Ruiz today.</p><p>Poe left.</p><script>said()</script>"
    assert ingest.from_html(html(body)).text == "Quay safe\n\n“It is safe,” said Ruiz today.\n\nPoe left."


# What the page says

META = ('<title>Board sells the quay | Harbour News</title><meta name="author" content="Jane Roe">'
        '<meta property="og:site_name" content="Harbour News">'
        '<meta property="article:published_time" content="2024-05-03T10:00:00Z">'
        '<link rel="canonical" href="https://harbour.example/quay">')


def test_metadata_of_the_head_is_read():
    article = ingest.from_html(article_page(head=META))
    assert article.title == "Board sells the quay"
    assert (article.outlet, article.author) == ("Harbour News", "Jane Roe")
    assert (article.date, article.date_basis) == ("2024-05-03", "page metadata")
    assert (article.url, article.language) == ("https://harbour.example/quay", "en")


def linked(**fields):
    return f'<script type="application/ld+json">{json.dumps(fields)}</script>'


NEWS = {"@type": "NewsArticle", "headline": "Board sells the quay",
        "datePublished": "2024-05-04T08:00:00+02:00",
        "author": [{"@type": "Person", "name": "Ana Lund"}, {"@type": "Person", "name": "Bo Lund"}],
        "publisher": {"@type": "Organization", "name": "The Harbour News"},
        "url": "https://harbour.example/ld", "inLanguage": "en-GB"}


@pytest.mark.parametrize("script", [
    pytest.param(linked(**NEWS), id="one object"),
    pytest.param(linked(**{"@graph": [{"@type": "WebSite", "name": "x"}, NEWS]}), id="in a graph"),
    pytest.param(linked(**{**NEWS, "@type": ["Article", "ReportageNewsArticle"]}), id="several types"),
    pytest.param('<script type="application/ld+json">{broken</script>' + linked(**NEWS),
                 id="behind a broken block"),
    pytest.param(linked(**{"@type": "WebPage", "mainEntity": NEWS, "author": "Nobody"}), id="inside a page"),
])
def test_json_ld_comes_before_the_other_metadata(script):
    article = ingest.from_html(article_page(head=META + script))
    assert (article.outlet, article.author) == ("The Harbour News", "Ana Lund, Bo Lund")
    assert (article.date, article.url) == ("2024-05-04", "https://harbour.example/ld")


@pytest.mark.parametrize("fields", [
    {"author": "Ana Lund", "datePublished": "soon"}, {"author": {"name": ["x"]}, "publisher": 5},
    {"author": None, "mainEntityOfPage": {"@id": "javascript:alert(1)"}}, {"headline": {"x": 1}}])
def test_odd_json_ld_does_no_harm(fields):
    article = ingest.from_html(article_page(head=META + linked(**{"@type": "NewsArticle", **fields})))
    assert article.date == "2024-05-03"
    assert article.title == "Board sells the quay"
    assert (article.url or "https").startswith("https")


def test_json_ld_nested_without_end_does_no_harm():
    script = '<script type="application/ld+json">' + "[" * 100_000 + "</script>"
    assert ingest.from_html(article_page(head=META + script)).text == WHOLE


def test_given_fields_come_before_those_of_the_page():
    given = {"id": "7", "title": "My title", "date": "2024-01-01", "outlet": "Mine"}
    article = ingest.from_html(article_page(head=META), **given)
    assert (article.id, article.title, article.outlet) == ("7", "My title", "Mine")
    assert (article.date, article.date_basis) == ("2024-01-01", "given")
    assert article.text == WHOLE


def test_author_and_day_are_read_off_the_page_where_its_head_is_silent():
    body = f"<h1>Board sells the quay</h1><p>By Jane Roe</p><p>3 May 2024</p>{paragraphs(*PROSE)}"
    article = ingest.from_html(html(f"<article>{body}</article>"))
    assert article.author == "Jane Roe"
    assert article.date == "2024-05-03"
    assert article.text == WHOLE


@pytest.mark.parametrize(("byline", "author"), [
    pytest.param("<div class='byline'>By Ana Lund</div>", "Ana Lund", id="in a box that is called so"),
    pytest.param("<div data-component='byline-block'><span>By</span><a>Ana Lund</a></div>", "Ana Lund",
                 id="in pieces"),
    pytest.param("<div class='byline'>Ana Lund, harbour correspondent</div>", None,
                 id="without By it is no proof"),
])
def test_a_paper_that_names_itself_as_author_gives_way_to_the_byline(byline, author):
    script = linked(**{**NEWS, "author": {"name": "The Harbour News"}})
    article = ingest.from_html(article_page(byline, head=script))
    assert article.author == author
    assert article.text == WHOLE


def test_a_box_called_byline_that_holds_the_article_stays():
    body = f"<article class='has-byline'><h1>Board sells the quay</h1>{paragraphs(*PROSE)}</article>"
    assert ingest.from_html(html(body)).text == WHOLE


def test_a_page_whose_metadata_cannot_be_read_is_still_read(monkeypatch):
    def fail(*args, **options):
        raise KeyError("odd head")

    monkeypatch.setattr("trafilatura.extract_metadata", fail)
    article = ingest.from_html(article_page(head=META))
    assert (article.text, article.outlet, article.title) == (WHOLE, None, "Board sells the quay")


@pytest.mark.parametrize(("title", "site", "shown"), [
    ("Quay sold | Harbour News", "Harbour News", "Quay sold"),
    ("Quay sold - The Harbour News", "Harbour News", "Quay sold"),
    ("Quay sold – for good", "Harbour News", "Quay sold – for good"),
    ("Ruiz: ‘We | they | all lost’", "Harbour News", "Ruiz: ‘We | they | all lost’")])
def test_the_title_is_without_the_outlet(title, site, shown):
    head = f'<title>{title}</title><meta property="og:title" content="{title}">' \
           f'<meta property="og:site_name" content="{site}">'
    article = ingest.from_html(html(f"<article>{paragraphs(*PROSE)}</article>", head))
    assert article.title == shown
    assert article.text.startswith(f"{shown}\n\n{LEAD}")


def test_a_headline_that_holds_a_quote_is_in_the_text():
    text = ingest.from_html(article_page(title="Ruiz: ‘We will not sell’")).text
    assert text.startswith("Ruiz: ‘We will not sell’\n\n")


# Refusals

@pytest.mark.parametrize("body", [
    pytest.param("<nav><a href='/'>Home</a> <a href='/n'>News</a></nav>", id="a menu"),
    pytest.param("<div id='root'></div><noscript>You need to enable JavaScript.</noscript>",
                 id="an empty app"),
    pytest.param("<p>You need to enable JavaScript to run this app.</p>", id="a call for scripts"),
    pytest.param("", id="nothing"),
    pytest.param("<h1>Not found</h1>", id="a heading alone"),
    pytest.param("<script>“Safe,” said the script to all who read it.</script>", id="a script alone"),
    pytest.param("<p>We use cookies to make this site work for you.</p>", id="a cookie notice alone"),
])
def test_a_page_without_an_article_is_refused(body):
    with pytest.raises(ArticleRefused, match=r"p\.html is a page without an article.*paste"):
        ingest.from_html(html(body), name="p.html")


@pytest.mark.parametrize("source", ["", "   \n", b""])
def test_an_empty_page_is_refused(source):
    with pytest.raises(ArticleRefused, match="empty"):
        ingest.from_html(source)


@pytest.mark.parametrize(("source", "reason"), [
    pytest.param("<p>" + "word " * 500_000 + "end.</p>", "too large for one article: 2,500,0",
                 id="too much text"),
    pytest.param("<p>a</p>" * 60_000, "60,00. elements", id="too many elements"),
    pytest.param("<p>" + " " * page.MAX_PAGE_CHARS + "</p>", "too large: 20,000,007", id="too much source"),
])
def test_a_page_that_is_too_large_is_refused(source, reason):
    with pytest.raises(ArticleRefused, match=reason):
        ingest.from_html(source)


def test_whatever_the_reader_of_pages_raises_becomes_a_refusal(monkeypatch):
    def fail(*args, **options):
        raise KeyError("odd page")

    monkeypatch.setattr("trafilatura.bare_extraction", fail)
    with pytest.raises(ArticleRefused, match=r"KeyError.*odd page.*Paste"):
        ingest.from_html(article_page())


def test_boxes_nested_without_end_do_no_harm():
    for depth in (200, 20_000):
        source = "<div>" * depth + f"<p>{LEAD}</p>" + "</div>" * depth
        try:
            assert LEAD in ingest.from_html(source).text
        except ArticleRefused as refused:
            assert "paste" in str(refused).lower()


# Text or HTML

@pytest.mark.parametrize("text", [
    "<!DOCTYPE html><html></html>", "  \n<html><body>x", "<p>x</p>", "<div class='a'>x</div>",
    "a<br>b</body>", "<?xml version='1.0'?>\n<!-- x --><!DOCTYPE html SYSTEM 'x'>", "first <p>then</p>",
    "<h1>x</h1>", "<P>x</P>"])
def test_a_page_is_known_by_its_marks(text):
    assert page.is_html(text)


@pytest.mark.parametrize("text", [
    "The quay is safe.", "a < b and c > d", "He wrote <p> and meant it.", "an arrow -> and <- another",
    "<mia@harbour.example> wrote </p>", "I <3 the quay", "if x<y then a>b", "<not html>", ""])
def test_a_text_with_pointed_brackets_is_no_page(text):
    assert not page.is_html(text)


# Markdown

def test_markdown_is_read_by_its_marks():
    source = ("---\ntitle: \"Board sells the quay\"\nauthor: Jane Roe\ndate: 2024-05-03\nlayout: post\n"
              "id: 9\n---\n\n# Board sells the quay\n\n**“The quay is *safe*,”** said [Ana Ruiz](https://x.example),\n"
              "the chair.\n\n> We have waited.\n\n- A new gate\n- A new weir\n\n![a picture](x.png)\n\n"
              "`Poe` left.\n")
    article = ingest.from_bytes(source.encode(), "post.md")
    assert article.text == ("Board sells the quay\n\n“The quay is safe,” said Ana Ruiz, the chair.\n\n"
                            "We have waited.\n\nA new gate\n\nA new weir\n\nPoe left.")
    assert (article.title, article.author, article.date) == ("Board sells the quay", "Jane Roe", "2024-05-03")
    assert article.id != "9"


def test_markdown_without_front_matter_is_read():
    assert ingest.from_bytes(b"# Quay\n\nIt is *safe*.", "a.md").text == "Quay\n\nIt is safe."
    assert ingest.from_bytes(b"# Quay\n\nIt is *safe*.", "a.md", as_is=True).text == "# Quay\n\nIt is *safe*."
    assert ingest.from_bytes(b"It is *safe*.", "a.txt").text == "It is *safe*."
