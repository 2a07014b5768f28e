"""Page furniture goes; what only resembles it stays."""

import pytest

from lib import ingest
from lib.ingest import furniture

PROSE = "The harbour board met on Monday. It will vote again in May."
MORE = "“The quay is safe,” said Ana Ruiz, its chair."


def text_of(*paragraphs):
    return ingest.from_text("\n\n".join(paragraphs)).text


@pytest.mark.parametrize("line", [
    "Read more: Ten quiet beaches for the summer", 'Read more: "Ten quiet beaches for the summer"',
    "READ MORE: Mayor ‘will not quit’", "Read more Ten quiet beaches for the summer", "Read more »",
    "Read More",
    "Related: Mayor quits", "See also: Mayor quits", "More on this: the sale of the quay",
    "Also read: Mayor quits",
    "WATCH: The weir in flood", "Don’t miss: Mayor quits",
    "Sign up to our newsletter", "Sign up for our daily newsletter and get the news in your inbox.",
    "Subscribe to our newsletter", "Subscribe now!", "Already a subscriber? Log in",
    "Subscribe to continue reading",
    "Share this article", "Share on Facebook", "SHARE", "Tweet", "Print", "Follow us on Instagram",
    "0 Comments",
    "12 shares", "Leave a comment", "Comments (14)", "Post a comment",
    "Advertisement", "ADVERTISEMENT", "- Advertisement -", "Story continues below advertisement",
    "Sponsored content",
    "© 2024 Harbour News", "Copyright 2024 Harbour News Ltd.",
    "Copyright © Harbour News. All rights reserved.",
    "(c) 2024 Harbour News", "This material may not be republished. All rights reserved.",
    "We use cookies to improve your experience.", "This website uses cookies.",
    "Please enable JavaScript to view this page.", "Skip to content", "Back to top", "Load more",
    "Home | News | Sport | Opinion", "Home > World > Europe", "News / Politics", "Home » News",
    "18 °C", "64°F", "-3.5 C", "5 min read", "Reading time: 4 minutes", "2 hours ago", "Page 2 of 3",
    "#harbour #quay",
    "Photo: Jane Roe/Harbour News", "Image credit: Harbour News", "(Photo by Jane Roe)", "Getty Images",
    "Ana Ruiz at the quay. Jane Roe/Reuters", "* * *", "___", "• • •", "→",
])
def test_furniture_is_taken_out_wherever_it_stands(line):
    assert text_of(PROSE, line, MORE) == f"{PROSE}\n\n{MORE}"
    assert text_of(PROSE, MORE, line) == f"{PROSE}\n\n{MORE}"


@pytest.mark.parametrize("line", [
    pytest.param("Read more widely, the chair told the owners of the sheds.", id="read more in a sentence"),
    pytest.param("Read more inside the report than it says and you will be lost.", id="read more, prose"),
    pytest.param("“Stay in touch,” she told them.", id="a call that is a quote"),
    pytest.param("“Stay in touch”", id="a call in quotation marks"),
    pytest.param("RUIZ: Stay in touch.", id="a call that somebody says"),
    pytest.param("Stay in touch with the owners, Ruiz said, and nothing will go wrong.",
                 id="a call in reported speech"),
    pytest.param("Follow us, the guide told the visitors.", id="follow us in a sentence"),
    pytest.param("Subscribe to the idea and you are in, Ruiz said.", id="subscribe in a sentence"),
    pytest.param("“Sign up for the night watch,” he said.", id="sign up as a quote"),
    pytest.param("Sign up for the night watch, he said.", id="sign up in reported speech"),
    pytest.param("Share prices fell, the board said.", id="share as another word"),
    pytest.param("Home is where the quay is.", id="a section name in a sentence"),
    pytest.param("Copyright law does not cover the plan, Ruiz said.", id="copyright in a sentence"),
    pytest.param("All rights reserved to the crown will lapse, Ruiz told the board.",
                 id="rights in reported speech"),
    pytest.param("Photographs of the quay were shown to the board.", id="photographs in a sentence"),
    pytest.param("Cookies were served to the owners.", id="cookies in a sentence"),
    pytest.param("Related parties must leave the room, the chair said.", id="related in a sentence"),
    pytest.param("Advertisement of the sale begins in May.", id="advertisement in a sentence"),
    pytest.param("Print is dead, she said.", id="print in a sentence"),
    pytest.param("It was 18 C on the quay.", id="a temperature in a sentence"),
    pytest.param("Yes/no questions are banned.", id="a stroke in a sentence"),
    pytest.param("Ruiz | Poe | Thorn", id="names between bars"),
    pytest.param("@quaywatch", id="the sign of a writer"),
    pytest.param("A Long Wait", id="a heading"),
    pytest.param("Watch the weir, Thorn warned, and not the clock.", id="watch in a sentence"),
    pytest.param("More on the sale was not to be had, Poe said.", id="more on in a sentence"),
    pytest.param("Latest posts on the coast were filled in May.", id="a list heading in a sentence"),
    pytest.param("“No.”", id="a short quote"), pytest.param("“…”", id="a quote of nothing"),
])
def test_what_only_resembles_furniture_stays(line):
    assert text_of(PROSE, line, MORE) == f"{PROSE}\n\n{line}\n\n{MORE}"


@pytest.mark.parametrize("heading", [
    "Related articles", "RELATED ARTICLES:", "Latest Posts", "Don’t Miss", "Don't miss", "Most read",
    "You may also like", "Recommended for you", "Trending now"])
def test_the_headlines_under_a_list_heading_go_too(heading):
    links = [heading, "Mayor: ‘I will not quit’", "Ten quiet beaches for summer", "Who pays for it?"]
    assert text_of(PROSE, MORE, *links) == f"{PROSE}\n\n{MORE}"
    assert text_of(PROSE, *links, MORE) == f"{PROSE}\n\n{MORE}"
    assert ingest.from_text(f"{PROSE}\n\n{MORE}\n\n" + "\n".join(links)).text == f"{PROSE}\n\n{MORE}"


def test_prose_and_quotes_under_a_list_heading_stay():
    said = "“Who pays?” asked Tom Poe, who owns a shed"
    assert text_of(PROSE, "Related articles", "Mayor quits", said, MORE) == f"{PROSE}\n\n{said}\n\n{MORE}"


def test_one_list_ends_where_the_next_block_begins():
    tail = ["Latest Posts", "Mayor quits", "Don't Miss", "Stay in touch",
            "Get the latest news and special offers in your inbox."]
    assert text_of(PROSE, *tail) == PROSE


@pytest.mark.parametrize("beneath", [
    "To be updated with all the latest news, offers and special announcements.",
    "Get breaking news alerts and weekly updates.",
    "Our newsletters, free every day, for subscribers only"])
def test_the_line_under_a_call_goes_with_it(beneath):
    assert text_of(PROSE, "Stay in touch", beneath) == PROSE


@pytest.mark.parametrize("beneath", [
    "The board will publish the latest news of the sale in May, Ruiz said.",
    "“We will send updates and alerts,” Ruiz said.", "The quay stays closed."])
def test_prose_under_a_call_stays(beneath):
    assert text_of(PROSE, "Stay in touch", beneath) == f"{PROSE}\n\n{beneath}"


def test_a_menu_of_short_lines_goes():
    menu = "Home\nNews\nHarbour\nSport\nWeather"
    assert ingest.from_text(f"{menu}\n\n{PROSE}").text == PROSE
    assert text_of(PROSE, "Politics", MORE) == f"{PROSE}\n\nPolitics\n\n{MORE}"


def test_short_lines_that_name_no_sections_are_no_menu():
    lines = ["Ruiz", "Poe", "Thorn", "Kovar"]
    assert text_of(PROSE, *lines) == "\n\n".join([PROSE, *lines])


def test_furniture_that_was_wrapped_over_two_lines_goes():
    call = "Sign up for our newsletter and get the\nnews of the harbour."
    assert ingest.from_text(f"{PROSE}\n\n{call}").text == PROSE


def test_a_wrapped_sentence_is_no_furniture_for_what_one_of_its_lines_is():
    text = f"{PROSE}\n\nThe board wants to have the right to\nshare\nphotographs of the quay."
    assert ingest.from_text(text).text.endswith("the right to share photographs of the quay.")


def test_furniture_stuck_to_a_sentence_goes():
    assert ingest.from_text(f"{PROSE}Advertisement").text == PROSE
    assert ingest.from_text(f"{PROSE}Advertisement\n\n{MORE}").text == f"{PROSE}\n\n{MORE}"


def test_a_long_paragraph_is_never_furniture():
    long = "Read more: " + "the board heard of the sale and of the weir and " * 8 + "left."
    assert text_of(PROSE, MORE, "Read more: the sale") == f"{PROSE}\n\n{MORE}"
    assert furniture.is_furniture(long) is False


@pytest.mark.parametrize(("line", "folded"), [
    ("» Read more…", "read more"), ("DON’T  MISS:", "don't miss"), ("***", ""), ("", ""),
    ("• Share •", "share")])
def test_lines_are_compared_without_case_and_edges(line, folded):
    assert furniture.fold(line) == folded


@pytest.mark.parametrize(("line", "answer"), [
    ("Mayor quits", True), ("Who pays?", True), ("“We will not sell”", True), ("The board left.", False),
    ("And then,", False), ("", False), ("word " * 30, False), ("He said: “No.”", False)])
def test_a_headline_is_short_and_no_sentence(line, answer):
    assert furniture.is_headline(line) is answer
