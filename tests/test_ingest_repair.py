"""Repair of characters and lines: what the reader saw comes out, whatever encoding and layout did to it."""

import pytest

from lib.ingest import lines, repair

# Characters


@pytest.mark.parametrize(("raw", "repaired"), [
    pytest.param("â€œThe weir held,â€\x9d Mia Thorn said.", "“The weir held,” Mia Thorn said.", id="whole"),
    pytest.param("â€œThe weir held,â€ Mia Thorn said.", "“The weir held,” Mia Thorn said.",
                 id="last byte lost"),
    pytest.param("â€œThe weir held,â€\ufffd she said.", "“The weir held,” she said.",
                 id="last byte replaced"),
    pytest.param("â€œThe weir held,â€? she said.", "“The weir held,” she said.",
                 id="last byte a question mark"),
    pytest.param("She said: â€œThe weir heldâ€", "She said: “The weir held”",
                 id="lost at the end of the text"),
    pytest.param("It’s a â€œgoodâ€ weir.", "It’s a “good” weir.", id="beside right characters"),
    pytest.param("The weirâ€™s gate â€” donâ€™t ask â€¦", "The weir’s gate — don’t ask …",
                 id="apostrophe and dash"),
    pytest.param("Ã¢â‚¬Å“Twice,Ã¢â‚¬Â\x9d she said.", "“Twice,” she said.", id="decoded wrongly twice"),
    pytest.param("RenÃ©e MÃ¼ller", "Renée Müller", id="letters"),
    pytest.param("Thorn\x92s \x93weir\x94", "Thorn’s “weir”", id="controls of cp1252"),
])
def test_wrong_decoding_is_undone(raw, repaired):
    assert repair.characters(raw) == repaired


@pytest.mark.parametrize("text", [
    pytest.param("“The weir held,” she said. ‘It did.’ Don’t ask.", id="curly"),
    pytest.param("\"The weir held,\" she said. 'It did.'", id="straight"),
    pytest.param("«The weir held», „it did“, 「weir」『weir』", id="of other languages"),
    pytest.param("``The weir held,'' she said.", id="of TeX"),
    pytest.param("The price was 5 € – or 4½ — per m².", id="signs"),
    pytest.param("Łódź, Tromsø, Đà Nẵng, Ὀδυσσεύς, Москва, 東京", id="letters of all kinds"),
    pytest.param("The mayor’s emoji was 👩\u200d🚒.", id="a joined emoji"),
    pytest.param("می\u200cخواهم", id="a joiner inside a Persian word"),
])
def test_what_is_right_stays_as_printed(text):
    assert repair.characters(text) == text


@pytest.mark.parametrize(("raw", "repaired"), [
    pytest.param("The\u00a0weir\u2009held\u202fwell\u3000here", "The weir held well here",
                 id="wide and narrow spaces"),
    pytest.param("The\tweir   held", "The weir held", id="tabs and runs"),
    pytest.param("The\u200b weir\ufeff he\u00adld\u2060 \u200ewell\u202c", "The weir held well",
                 id="invisible"),
    pytest.param("a\u200db", "ab", id="a joiner between Latin letters"),
    pytest.param("The\x00 weir\x07 held\x1b", "The weir held", id="controls"),
    pytest.param("\x1b[31mThe weir\x1b[0m held", "The weir held", id="colours of a terminal"),
    pytest.param("one\r\ntwo\rthree\u2028four\u2029five\x0bsix\x0cseven",
                 "one\ntwo\nthree\nfour\nfive\nsix\nseven",
                 id="line ends"),
    pytest.param("one \n \n\n\n two", "one\n\ntwo", id="blank lines"),
    pytest.param("Jo Hwa\u2010jin, Jo Hwa\u2011jin", "Jo Hwa-jin, Jo Hwa-jin", id="hyphens"),
    pytest.param("Rene\u0301e", "Renée", id="an accent apart"),
    pytest.param("the oﬃce of the ﬁrst ﬂoor", "the office of the first floor", id="ligatures"),
    pytest.param("Thorn &amp; Sons said &quot;no&quot; &mdash; twice", "Thorn & Sons said \"no\" — twice",
                 id="entities"),
    pytest.param("commit\u00ad\ntee", "committee", id="a soft hyphen at a line end"),
])
def test_characters_are_repaired(raw, repaired):
    assert repair.characters(raw) == repaired


def test_entities_stay_where_the_text_has_markup_of_its_own():
    assert repair.characters("if a < b &amp; c") == "if a < b &amp; c"


@pytest.mark.parametrize(("value", "line"), [
    (" The\n weir\u00a0held ", "The weir held"), ("", None), (None, None), (["x"], None), ({"a": 1}, None),
    (7, "7"), ("\u200b", None), ("x" * 900, "x" * 500)])
def test_a_field_is_one_line(value, line):
    assert repair.one_line(value) == line


# Words cut at line ends

@pytest.mark.parametrize(("raw", "whole"), [
    pytest.param("the commit-\ntee met", "the committee met", id="a common word"),
    pytest.param("the Govern-\nment met", "the Government met", id="with a capital"),
    pytest.param("its hydroxychloro-\nquine trial", "its hydroxychloroquine trial",
                 id="a word no list knows"),
    pytest.param("a co-\nowner of it", "a co-owner of it", id="a prefix"),
    pytest.param("a long-\nterm plan", "a long-term plan", id="a compound"),
    pytest.param("his decision-\nmaking power", "his decision-making power", id="a compound noun"),
    pytest.param("Jo Chun-\nryong left", "Jo Chun-ryong left", id="a given name"),
    pytest.param("Anne-\nMarie left", "Anne-Marie left", id="a capital behind"),
    pytest.param("a twenty-\n7 day plan", "a twenty-7 day plan", id="a number behind"),
    pytest.param("in 2019-\n2024 it rose", "in 2019-2024 it rose", id="two numbers"),
    pytest.param("two-\nand three-year terms", "two- and three-year terms",
                 id="a hyphen that waits for its word"),
    pytest.param("an up-\nto-date list", "an up-to-date list", id="a compound of three"),
    pytest.param("The Tarl-\nbrex line. A Tarl-brex line.", "The Tarl-brex line. A Tarl-brex line.",
                 id="as elsewhere in the text, with"),
    pytest.param("a zorb-\nling. One zorbling.", "a zorbling. One zorbling.", id="as elsewhere, without"),
    pytest.param("Zorb-\nling left. Mr Zorbling left.", "Zorbling left. Mr Zorbling left.",
                 id="a name, without"),
    pytest.param("he left -\nagain", "he left - again", id="a dash"),
    pytest.param("he left—\nagain", "he left—again", id="a long dash"),
])
def test_a_cut_word_is_made_whole(raw, whole):
    assert lines.join(raw) == whole


# Lines

WRAPPED = ("The harbour board met on Monday to hear what the\n"
           "owners of the sheds on the quay had to say, and\n"
           "voted. The chair, Ana Ruiz, was not there.\n"
           "“We will vote again in May,” her deputy, Tom\n"
           "Poe, said.")


def test_a_hard_wrapped_paragraph_becomes_one_line():
    assert lines.join(WRAPPED) == WRAPPED.replace("\n", " ").replace("there. “", "there.\n\n“")


def test_paragraphs_that_stand_one_a_line_stay_apart():
    text = "The board met on Monday.\nIt heard the owners of the sheds, who said no.\n“No,” said Tom Poe."
    assert lines.join(text) == text.replace("\n", "\n\n")


@pytest.mark.parametrize(("raw", "joined"), [
    pytest.param("A Long Wait\nThe board met on Monday and heard what the owners had to say.",
                 "A Long Wait\n\nThe board met on Monday and heard what the owners had to say.",
                 id="a heading"),
    pytest.param("Q: Why now?\nA: Because it rains.", "Q: Why now?\n\nA: Because it rains.",
                 id="question and answer"),
    pytest.param("HOST: Was it safe?\nTHORN: It was.", "HOST: Was it safe?\n\nTHORN: It was.",
                 id="labels in capitals"),
    pytest.param("Host: Was it safe?\nMia Thorn: It was.", "Host: Was it safe?\n\nMia Thorn: It was.",
                 id="labels"),
    pytest.param("It wants:\n- a new gate\n- a new weir", "It wants:\n\n- a new gate\n\n- a new weir",
                 id="a list"),
    pytest.param("It wants:\n1. a gate\n2. a weir", "It wants:\n\n1. a gate\n\n2. a weir",
                 id="a numbered list"),
    pytest.param("– Was it safe?\n– It was.", "– Was it safe?\n\n– It was.", id="dialogue by dashes"),
    pytest.param("the gate said the\nauditor", "the gate said the auditor", id="lower case goes on"),
    pytest.param("He came, saw,\nTarl fell.", "He came, saw, Tarl fell.", id="a comma goes on"),
    pytest.param("It held.\n\nThe gate of the old weir was opened by Mia\nThorn on Monday.",
                 "It held.\n\nThe gate of the old weir was opened by Mia Thorn on Monday.",
                 id="a name over two lines"),
])
def test_a_line_break_is_kept_where_it_was_meant(raw, joined):
    assert lines.join(raw) == joined


# Squashed paragraphs

@pytest.mark.parametrize(("raw", "apart"), [
    pytest.param('"It held," she said.The board left.', '"It held," she said.\n\nThe board left.',
                 id="after a word"),
    pytest.param("“It held.”The board left.", "“It held.”\n\nThe board left.", id="after a curly mark"),
    pytest.param('"It held."The board left.', '"It held."\n\nThe board left.', id="after a straight mark"),
    pytest.param("She left.“It held,” he said.", "She left.\n\n“It held,” he said.",
                 id="before a curly mark"),
    pytest.param('She left."It held," he said.', 'She left.\n\n"It held," he said.',
                 id="before a straight mark"),
    pytest.param("“It held.”“It did.”", "“It held.”\n\n“It did.”", id="between two quotes"),
    pytest.param("It rose in 2023.The board left.", "It rose in 2023.\n\nThe board left.", id="after a year"),
    pytest.param("It rose by 4%.The board left.", "It rose by 4%.\n\nThe board left.", id="after a share"),
    pytest.param("Was it safe?The board left.", "Was it safe?\n\nThe board left.", id="after a question"),
    pytest.param("She left.Élodie stayed.", "She left.\n\nÉlodie stayed.", id="before a letter beyond ASCII"),
    pytest.param("“It held.We saw it,” she said.", "“It held. We saw it,” she said.",
                 id="inside a curly quote"),
    pytest.param('"It held.We saw it," she said.', '"It held. We saw it," she said.',
                 id="inside a straight quote"),
])
def test_a_lost_paragraph_break_is_put_back(raw, apart):
    assert repair.split_squashed(raw) == apart


@pytest.mark.parametrize("text", [
    "the U.S.Army and the U.N.Security Council", "Mr.Smith and Dr.Ruiz", "www.Harbour.example/N.Html",
    "https://harbour.example/said.The", "mia.Thorn@harbour.example", "Harbour.Com and Weir.Org",
    "version 2.Beta", "it rose 3.5 times to 1.200.000", "said.the board", "No.5.Some", "J.K.Rowe",
    "end... And", "file_name.The",
])
def test_what_is_no_lost_break_stays_whole(text):
    assert repair.split_squashed(text) == text
