"""Finding statements by rule: one row a sentence, with what must come out of it and what must not."""

from itertools import pairwise

import pytest

from lib import extract, parse
from lib.records import Article
from tests.said import brief, document, found


def plain(text):
    return [row for row in found(text) if not row.attitude]


@pytest.mark.parametrize("text, words, source", [
    pytest.param('"The lock gates held," said Ida Quist.', "The lock gates held", "Ida Quist",
                 id="straight marks"),
    pytest.param("“The lock gates held,” said Ida Quist.", "The lock gates held", "Ida Quist",
                 id="curly marks"),
    pytest.param("“The lock gates held,\" said Ida Quist.", "The lock gates held", "Ida Quist",
                 id="curly and straight mixed"),
    pytest.param("”The lock gates held“, said Ida Quist.", "The lock gates held", "Ida Quist",
                 id="reversed marks"),
    pytest.param("«The lock gates held», Ida Quist said.", "The lock gates held", "Ida Quist",
                 id="guillemets"),
    pytest.param("« The lock gates held », Ida Quist said.", "The lock gates held", "Ida Quist",
                 id="guillemets with French spaces"),
    pytest.param("»The lock gates held«, Ida Quist said.", "The lock gates held", "Ida Quist",
                 id="guillemets pointing inward"),
    pytest.param("„The lock gates held“, Ida Quist said.", "The lock gates held", "Ida Quist",
                 id="low marks"),
    pytest.param("„The lock gates held”, Ida Quist said.", "The lock gates held", "Ida Quist",
                 id="low mark, high mark"),
    pytest.param("``The lock gates held,'' Ida Quist said.", "The lock gates held", "Ida Quist",
                 id="TeX marks"),
    pytest.param("''The lock gates held,'' Ida Quist said.", "The lock gates held", "Ida Quist",
                 id="two apostrophes"),
    pytest.param("'The lock gates held,' Ida Quist said.", "The lock gates held", "Ida Quist",
                 id="British single marks"),
    pytest.param("‘The lock gates held,’ Ida Quist said.", "The lock gates held", "Ida Quist",
                 id="curly single marks"),
    pytest.param("‘The pilots’ launch held,’ Ida Quist said.", "The pilots’ launch held", "Ida Quist",
                 id="a possessive inside single marks"),
    pytest.param("'It wasn't the pilots' fault, and we won't blame 'em,' Ida Quist said.",
                 "It wasn't the pilots' fault, and we won't blame 'em", "Ida Quist",
                 id="contractions, a possessive and an elision inside single marks"),
    pytest.param("“He shouted ‘let go’ and we did,” Ida Quist said.", "He shouted ‘let go’ and we did",
                 "Ida Quist", id="a quote in the quote"),
    pytest.param('"He shouted "let go" and we did," Ida Quist said.', 'He shouted "let go" and we did',
                 "Ida Quist", id="a quote in the quote, all marks straight"),
    pytest.param("'He shouted \"let go\" and we did,' Ida Quist said.", 'He shouted "let go" and we did',
                 "Ida Quist", id="double marks inside single ones"),
])
def test_every_kind_of_mark(text, words, source):
    assert brief(found(text)) == [("direct", words, source)]


@pytest.mark.parametrize("text, words", [
    pytest.param(r'"The load is $\frac{a}{b}$ a gate," said Ida Quist.', r"The load is $\frac{a}{b}$ a gate",
                 id="a formula"),
    pytest.param(r"""'$f''(x) = \text{`x'}$ is it,' said Ida Quist.""", r"$f''(x) = \text{`x'}$ is it",
                 id="marks inside a formula in single marks"),
    pytest.param(r""""$f''(x) = \text{`x'}$ is it," said Ida Quist.""", r"$f''(x) = \text{`x'}$ is it",
                 id="marks inside a formula"),
    pytest.param(r'"\textbf{The gates} at C:\lock\gates held," said Ida Quist.',
                 r"\textbf{The gates} at C:\lock\gates held", id="backslashes"),
    pytest.param(r'\"The gates held,\" said Ida Quist.', "The gates held", id="escaped marks"),
    pytest.param(r'"Herr M\"uller shut the gates," said Ida Quist.', r'Herr M\"uller shut the gates',
                 id="an umlaut in TeX"),
    pytest.param('"The <b>old</b> gates held," said Ida Quist.', "The <b>old</b> gates held",
                 id="tags inside"),
    pytest.param('"The <a href="http://lock.example/">gates</a> held," said Ida Quist.',
                 'The <a href="http://lock.example/">gates</a> held', id="marks inside a tag"),
    pytest.param('<p>"The gates held,"</p> said Ida Quist.', "The gates held", id="a tag around"),
    pytest.param('Ida Quist said: <b>"The gates held."</b>', "The gates held.", id="a tag behind the colon"),
    pytest.param('Ida Quist said, "<redacted> took the key."', "<redacted> took the key.",
                 id="a tag instead of a capital"),
    pytest.param('"It cost $5 = a lot," said Ida Quist.', "It cost $5 = a lot", id="money is no formula"),
])
def test_a_quote_may_hold_any_signs(text, words):
    assert brief(found(text)) == [("direct", words, "Ida Quist")]


@pytest.mark.parametrize("text, expected", [
    pytest.param('Ida Quist said: "The gates held."', [("direct", "The gates held.", "Ida Quist")],
                 id="report, colon, quote"),
    pytest.param('Ida Quist, the lock keeper, said, "The gates held."',
                 [("direct", "The gates held.", "Ida Quist, the lock keeper")], id="report, comma, quote"),
    pytest.param('"The gates held," the lock keeper, Ida Quist, said.',
                 [("direct", "The gates held", "the lock keeper, Ida Quist")], id="name before the verb"),
    pytest.param('"The gates held," Ida Quist told the inquiry.', [("direct", "The gates held", "Ida Quist")],
                 id="told somebody"),
    pytest.param('"Hold on!" shouted lock keeper Ida Quist.',
                 [("direct", "Hold on!", "lock keeper Ida Quist")], id="a quote that ends in an exclamation"),
    pytest.param('"Not tonight," yawned lock keeper Ida Quist.',
                 [("direct", "Not tonight", "lock keeper Ida Quist")], id="a verb that is in no list"),
    pytest.param('"The gates held," Ida Quist said, "and the town stayed dry."',
                 [("direct", "The gates held | and the town stayed dry.", "Ida Quist")],
                 id="broken by the report: one statement in two parts"),
    pytest.param('"The gates held," Ida Quist said. "The town stayed dry."',
                 [("direct", "The gates held | The town stayed dry.", "Ida Quist")],
                 id="goes on after the report's full stop"),
    pytest.param('"Why now?" she asked. "Because," he said, "it is late."',
                 [("direct", "Why now?", "she"), ("direct", "Because | it is late.", "he")],
                 id="question and answer by two people"),
    pytest.param('"The gates held," said Ida Quist, while her son, Per Quist, said they "groaned all night".',
                 [("direct", "The gates held", "Ida Quist"),
                  ("mixed", 'they "groaned all night"', "her son, Per Quist")],
                 id="two speakers in one sentence"),
    pytest.param('Ida Quist sounded doubtful, adding, "The gates are old."',
                 [("direct", "The gates are old.", "Ida Quist")], id="a participle as cue"),
    pytest.param('Ida Quist answered the critics of the lock with a short note: "The gates held."',
                 [("direct", "The gates held.", "Ida Quist")], id="words between the cue and the colon"),
    pytest.param('Ida Quist was blunt: "The gates are rotten."',
                 [("direct", "The gates are rotten.", "Ida Quist")], id="no reporting verb, a colon"),
    pytest.param('Her verdict was short: "The gates are rotten."',
                 [("direct", "The gates are rotten.", "Her")], id="the owner of the words"),
    pytest.param('"The gates held," said Dr. Ida B. Quist of St. Elmo\'s Lock.',
                 [("direct", "The gates held", "Dr. Ida B. Quist of St. Elmo's Lock")],
                 id="full stops in titles and initials"),
    pytest.param('"The gates held. The town stayed dry. We were lucky," said Ida Quist.',
                 [("direct", "The gates held. The town stayed dry. We were lucky", "Ida Quist")],
                 id="several sentences in one quote"),
    pytest.param('"The gates held," Ida Quist said through a translator.',
                 [("direct", "The gates held", "Ida Quist")], id="through a translator"),
    pytest.param('"Dry feet tonight," the lock keeper tweeted.',
                 [("direct", "Dry feet tonight", "the lock keeper")], id="a tweet"),
    pytest.param('“The keys are mine,” said a man who goes by “Otter.”',
                 [("direct", "The keys are mine", "a man who goes by “Otter")],
                 id="a nickname in the source"),
])
def test_a_quote_with_its_report(text, expected):
    assert brief(found(text)) == expected


@pytest.mark.parametrize("text, expected", [
    pytest.param('"The gates are old," Ida Quist said, and her brother nodded.',
                 [("direct", "The gates are old", "Ida Quist")], id="a second clause with and"),
    pytest.param('"The gates are old," Ida Quist said, then her brother cut in.',
                 [("direct", "The gates are old", "Ida Quist")], id="a second clause with then"),
    pytest.param('"The gates are old," Ida Quist said, before the board closed the lock.',
                 [("direct", "The gates are old", "Ida Quist")], id="a clause of time"),
    pytest.param('"The gates are old," Ida Quist said, her brother packing the boat.',
                 [("direct", "The gates are old", "Ida Quist")], id="a participle with a subject of its own"),
    pytest.param('"The gates are old," as Ida Quist said, and her brother nodded.',
                 [("direct", "The gates are old", "Ida Quist")], id="behind as somebody said"),
    pytest.param('"The gates are old," according to Ida Quist, and her brother nodded.',
                 [("direct", "The gates are old", "Ida Quist")], id="behind according to somebody"),
    pytest.param('"The gates are old," Ida Quist said, adding that the board knew it.',
                 [("direct", "The gates are old", "Ida Quist"),
                  ("indirect", "the board knew it", "Ida Quist")],
                 id="a further report with a verb of its own"),
    pytest.param('"The gates are old," Ida Quist said, "and they leak," and her brother nodded.',
                 [("direct", "The gates are old | and they leak", "Ida Quist")],
                 id="a further quote, then a clause"),
    pytest.param('"The old gates," Ida Quist said, are too weak to hold.',
                 [("mixed", "The old gates | are too weak to hold", "Ida Quist")],
                 id="the verb of the quoted noun"),
])
def test_words_behind_the_report_of_a_quote_were_said_only_where_they_continue_it(text, expected):
    assert brief(plain(text)) == expected


@pytest.mark.parametrize("text, expected", [
    pytest.param("“The gates held,” Ida Quist said. “All stayed dry.\n\n“We were lucky.\n\n“That is all.”",
                 [("direct", "The gates held", "Ida Quist"),
                  ("direct", "All stayed dry. | We were lucky. | That is all.", "")],
                 id="a speech over three paragraphs is one statement"),
    pytest.param('Ida Quist said: "The gates held.\n\n"The town stayed dry."',
                 [("direct", "The gates held. | The town stayed dry.", "Ida Quist")],
                 id="introduced before its first paragraph"),
    pytest.param('"The gates held," Ida Quist said, "and the town stayed dry.\n\nThe pilots went home.',
                 [("direct", "The gates held | and the town stayed dry.", "Ida Quist")],
                 id="a mark that was never closed ends with its paragraph"),
    pytest.param('"The gates held.\n\nThe town stayed dry," said Ida Quist.',
                 [("direct", "The gates held. | The town stayed dry", "Ida Quist")],
                 id="closed in the next paragraph without a new mark"),
    pytest.param("Then, from lock keeper Ida Quist:\n\n“The gates held through the night.”",
                 [("direct", "The gates held through the night.", "lock keeper Ida Quist")],
                 id="introduced by a line of its own"),
    pytest.param("“The gates held because we held.” – Lock Keeper Ida Quist",
                 [("direct", "The gates held because we held.", "Lock Keeper Ida Quist")],
                 id="signed with a dash"),
    pytest.param("“The gates held because we held.”\n\n— Ida Quist, lock keeper",
                 [("direct", "The gates held because we held.", "Ida Quist, lock keeper")],
                 id="signed on the next line"),
    pytest.param("Quist: 'No new gates this year'\n\nLock keeper Ida Quist spoke to the council.",
                 [("direct", "No new gates this year", "Quist")], id="a quote in a headline"),
    pytest.param("Quist: new gates 'a waste'\n\nLock keeper Ida Quist spoke to the council.",
                 [("mixed", "new gates 'a waste'", "Quist")], id="a headline that quotes in part"),
    pytest.param("Keeper Ida Quist was on air.\n\nHOST: Did the gates hold?\nQUIST: They held all night.",
                 [("direct", "Did the gates hold?", "HOST"), ("direct", "They held all night.", "QUIST")],
                 id="a transcript"),
    pytest.param("Lock keeper Ida Quist answered.\n\nQ: Did the gates hold?\nA: They held all night.",
                 [("direct", "They held all night.", "")], id="questions and answers"),
    pytest.param("NOTE: Closed until noon for the flood\nQUIST: Stay off the lock.",
                 [("direct", "Stay off the lock.", "QUIST")], id="a label that names no speaker"),
    pytest.param("HOST: Did they hold?\nQUIST: They did.\n\nIt was a long night.\n\nHOST: Thank you.",
                 [("direct", "Did they hold?", "HOST"),
                  ("direct", "They did. | It was a long night.", "QUIST"),
                  ("direct", "Thank you.", "HOST")], id="a turn of two paragraphs"),
])
def test_formats_and_paragraphs(text, expected):
    assert brief(found(text)) == expected


@pytest.mark.parametrize("text, expected", [
    pytest.param("Ida Quist said that the gates had held.", [("indirect", "the gates had held", "Ida Quist")],
                 id="said that"),
    pytest.param("Ida Quist said the gates had held.", [("indirect", "the gates had held", "Ida Quist")],
                 id="said without that"),
    pytest.param("The gates had held, Ida Quist said.", [("indirect", "The gates had held", "Ida Quist")],
                 id="the report behind"),
    pytest.param("Last winter, she said, the gates had held.",
                 [("indirect", "Last winter | the gates had held", "she")], id="the report inside"),
    pytest.param("The board told pilots the gates had held.",
                 [("indirect", "the gates had held", "The board")],
                 id="told somebody"),
    pytest.param("The board warned on Friday that the gates might fail.",
                 [("indirect", "the gates might fail", "The board")], id="a day between verb and words"),
    pytest.param("The board said on Friday it had lost the keys.",
                 [("indirect", "it had lost the keys", "The board")], id="a day that belongs to the report"),
    pytest.param("On Friday Ida Quist, a keeper, said she was uneasy.",
                 [("indirect", "she was uneasy", "Ida Quist, a keeper")], id="a day right before the name"),
    pytest.param("Ida Quist asked whether the gates had held.",
                 [("indirect", "the gates had held", "Ida Quist")],
                 id="asked whether"),
    pytest.param("Ida Quist denied that the gates had failed.",
                 [("indirect", "the gates had failed", "Ida Quist")], id="denied that"),
    pytest.param("Port officials believe that the gates will fail.",
                 [("indirect", "the gates will fail", "Port officials")], id="a belief"),
    pytest.param("Ida Quist stressed that the lock is safe; it was rebuilt last year.",
                 [("indirect", "the lock is safe; it was rebuilt last year", "Ida Quist")],
                 id="a second clause of the same report"),
    pytest.param("The levy, which keeper Ida Quist said was unfair, starts in May.",
                 [("indirect", "was unfair", "keeper Ida Quist")], id="inside a relative clause"),
    pytest.param("Ida Quist, whom Per Holm advises, said the vote was close.",
                 [("indirect", "the vote was close", "Ida Quist, whom Per Holm advises")],
                 id="a relative clause in the source"),
    pytest.param("Holm, who said he had quit, waved from the lock.",
                 [("indirect", "he had quit", "Holm | who")], id="who, with the name it stands for"),
    pytest.param("A survey by the Lock Trust found that one gate in three was unsafe.",
                 [("indirect", "one gate in three was unsafe", "A survey by the Lock Trust")],
                 id="a document"),
    pytest.param("The gates will fail by spring, according to the Lock Trust.",
                 [("indirect", "The gates will fail by spring", "the Lock Trust")],
                 id="according to, behind"),
    pytest.param("According to the Lock Trust, the gates will fail by spring.",
                 [("indirect", "the gates will fail by spring", "the Lock Trust")],
                 id="according to, in front"),
    pytest.param("The lock, according to keeper Ida Quist, lost half its staff.",
                 [("indirect", "The lock | lost half its staff", "keeper Ida Quist")],
                 id="according to, inside"),
    pytest.param("Nine boats were in the lock, as confirmed by the port police.",
                 [("indirect", "Nine boats were in the lock", "the port police")], id="as confirmed by"),
    pytest.param("As the port police reported, nine boats were in the lock.",
                 [("indirect", "nine boats were in the lock", "the port police")], id="as somebody reported"),
    pytest.param("The lock is believed to hold nine boats.",
                 [("indirect", "The lock is believed to hold nine boats", "")],
                 id="a passive without a source"),
    pytest.param("The gate failure has raised fears that the lock will close.",
                 [("indirect", "the lock will close", "")], id="a belief that nobody in particular holds"),
    pytest.param("The board renewed its warning that the lock would close.",
                 [("indirect", "the lock would close", "its")], id="a noun with its owner"),
    pytest.param("The board issued fresh warnings that the lock would close.",
                 [("indirect", "the lock would close", "The board")], id="a noun that somebody utters"),
    pytest.param("Many pilots are sceptical about the board's plan to sell the lock.",
                 [("indirect", "about the board's plan to sell the lock", "Many pilots")],
                 id="an adjective with what it is about"),
    pytest.param("Ida Quist is confident that the gates will hold.",
                 [("indirect", "the gates will hold", "Ida Quist")], id="an adjective with a clause"),
    pytest.param("Ida Quist urged the board to repair the gates.",
                 [("indirect", "the board to repair the gates", "Ida Quist")], id="urged somebody to"),
    pytest.param("Ida Quist vowed to repair the gates.", [("indirect", "to repair the gates", "Ida Quist")],
                 id="vowed to"),
    pytest.param("Ida Quist described the gates as a danger to boats.",
                 [("indirect", "the gates as a danger to boats", "Ida Quist")], id="described as"),
    pytest.param("Ida Quist called for an inquiry into the gates.",
                 [("indirect", "an inquiry into the gates", "Ida Quist")], id="called for"),
])
def test_an_indirect_statement(text, expected):
    assert brief(plain(text)) == expected


@pytest.mark.parametrize("text, expected", [
    pytest.param('Ida Quist said the board "lost every key" to the lock.',
                 [("mixed", 'the board "lost every key" to the lock', "Ida Quist")],
                 id="words inside the clause"),
    pytest.param('The closure will be "long and cold", according to keeper Ida Quist.',
                 [("mixed", 'The closure will be "long and cold"', "keeper Ida Quist")], id="according to"),
    pytest.param('Ida Quist said her son had told pilots "the gates are open".',
                 [("mixed", 'her son had told pilots "the gates are open"', "Ida Quist")],
                 id="a quote inside the report: only the outer one"),
    pytest.param('Keeper Ida Quist was quoted as saying by the Lock Gazette that it "would never hold".',
                 [("mixed", 'it "would never hold"', "Keeper Ida Quist")], id="was quoted as saying"),
    pytest.param('The vote was "a farce", in the words of Ida Quist.',
                 [("mixed", 'The vote was "a farce"', "Ida Quist")], id="in the words of"),
    pytest.param('Ida Quist called the plan "a gamble".', [("mixed", 'the plan "a gamble"', "Ida Quist")],
                 id="called it something"),
])
def test_a_mixed_statement(text, expected):
    assert brief(plain(text)) == expected


@pytest.mark.parametrize("text", [
    pytest.param('The so-called "ghost lock" has been shut since May.', id="scare quotes"),
    pytest.param('Her novel "The Long Lock" and the film "Nine Gates" are set by a canal.',
                 id="titles of works"),
    pytest.param('Speaking on the show "Lock and Load," Ida Quist waved.', id="a title before a comma"),
    pytest.param('Per "Otter" Holm won the race.', id="a nickname"),
    pytest.param('The plank was 12" wide and 4" thick.', id="inch marks"),
    pytest.param('The field was left as "" and nobody saw it.', id="empty marks"),
    pytest.param("The pilots' union didn't sign, and the keepers' union won't either.", id="possessives"),
    pytest.param("In the '80s rock 'n' roll paid the rent.", id="elisions"),
    pytest.param("But history shows that old gates fail.", id="history is nobody's voice"),
    pytest.param("This suggests that the gates will fail.", id="the author's own reasoning"),
    pytest.param("The board did not say that the lock would close.", id="a negated report"),
    pytest.param("The board has never said that the lock would close.", id="never said"),
    pytest.param("If the keeper says the gates are safe, boats will leave.", id="a condition"),
    pytest.param("The keeper may say that the gates are safe.", id="a possibility"),
    pytest.param("Nobody said that the gates were safe.", id="nobody said"),
    pytest.param("No official said that the gates were safe.", id="no official said"),
    pytest.param("Did the keeper say that the gates were safe?", id="a question about a report"),
    pytest.param("Who said that the gates were safe?", id="a question who said it"),
    pytest.param("Let's say that the gates are safe.", id="let's say"),
    pytest.param("Asked whether the gates were safe, Ida Quist walked off.",
                 id="asked by nobody in particular"),
    pytest.param("Accused of lying about the gates, Ida Quist walked off.", id="a passive participle"),
    pytest.param("That said, the gates are old.", id="that said"),
    pytest.param("But that said, the board must repair the gates by May.", id="but that said"),
    pytest.param("That said, \"The gates of the lock are old.\"", id="that said, before a quote"),
    pytest.param("Having said that, the gates are old.", id="having said that"),
    pytest.param("With that said, the gates will hold.", id="with that said"),
    pytest.param("The gates, that said, are old.", id="that said, between commas"),
    pytest.param("The gates leak; that said, they held last night.", id="that said, behind a semicolon"),
    pytest.param("It goes without saying that the gates are old.", id="it goes without saying that"),
    pytest.param('It goes without saying: "The gates are old."', id="it goes without saying, a colon"),
    pytest.param("The keeper left without saying that the gates were old.", id="without saying"),
    pytest.param("The boat left at noon and reached the lock at two.", id="no report at all"),
    pytest.param("", id="an empty text"),
    pytest.param("\n\n \n", id="white space"),
])
def test_what_is_no_statement(text):
    assert plain(text) == []


@pytest.mark.parametrize("text, source", [
    pytest.param('"We closed the gates at 8," said the 46-year-old.', "the 46-year-old", id="an age"),
    pytest.param('"He is 46 and held the 30-year-old gate," said the 46-year-old.', "the 46-year-old",
                 id="an age, numbers and another age in the quote"),
    pytest.param('"I am 31," said the 31-year-old keeper.', "the 31-year-old keeper",
                 id="an age before a noun"),
    pytest.param("The 31-year-old said the gates were old.", "The 31-year-old", id="an age before a report"),
    pytest.param('"The gates are from May," said on Tuesday the keeper.', "the keeper", id="a day is nobody"),
    pytest.param('"The gates are from May," a Sunday said.', "", id="a day alone, and a noun in the quote"),
    pytest.param("A report that said the gates were old is lost.", "A report | that", id="a relative that"),
])
def test_the_source_stands_outside_the_quote_and_may_be_an_age(text, source):
    assert [row.source for row in plain(text)] == [source]


@pytest.mark.parametrize("text", [
    pytest.param("After the vote, which was about lock politics - declared that the gates were sold.",
                 id="a hyphen"),
    pytest.param("The talk turned to lock politics — said the gates were sold.", id="a dash"),
    pytest.param("She wrote of frost and politics (said the gates were sold).", id="a bracket"),
])
def test_a_noun_before_a_dash_is_no_speaker(text):
    assert not any("politics" in row.source for row in plain(text))


@pytest.mark.parametrize("text", [
    pytest.param('adding (Wire) - « <b> who that', id="a mark that never closes behind a dateline"),
    pytest.param('“ said ‘ Ida Quist ” said ’ that “ the gates', id="marks that cross"),
    pytest.param('"Ida Quist said "the gates" that " held", she said', id="straight marks without a partner"),
    pytest.param("« Ida Quist » said „ the board said ” that « it held", id="three kinds of marks"),
])
def test_crossing_marks_put_no_cue_or_source_into_the_content(text):
    for one in extract.find(document(text)):
        inside = {place for span in one.content for place in range(*span)}
        assert not inside.intersection(place for span in (*one.source, *one.cue) for place in range(*span))


@pytest.mark.parametrize("text, via", [
    pytest.param("Ida Quist told Reuters that the gates had held.", "Reuters", id="told a news agency"),
    pytest.param('"The gates held," Ida Quist told the Lock Gazette.', "the Lock Gazette",
                 id="told a newspaper"),
    pytest.param("Ida Quist told her son that the gates had held.", "", id="told a person"),
    pytest.param("Two boats sank, the Lock Wire agency reported, citing a port official.",
                 "citing a port official", id="citing somebody"),
    pytest.param('"The gates held," Ida Quist said, according to the Lock Gazette.', "the Lock Gazette",
                 id="according to a newspaper around a quote with a speaker"),
    pytest.param('Ida Quist was quoted as saying by the Lock Gazette that the gates had held.',
                 "the Lock Gazette", id="quoted by"),
])
def test_who_passed_it_on(text, via):
    assert [row.via for row in plain(text)] == [via]


@pytest.mark.parametrize("text", [
    pytest.param("Ida Quist praised the new gates.", id="praised"),
    pytest.param("The board declined to comment.", id="declined"),
    pytest.param("Pilots oppose the sale of the lock.", id="oppose"),
])
def test_a_bare_attitude_is_marked(text):
    assert [row.attitude for row in found(text)] == [True]


@pytest.mark.parametrize("text, cue", [
    pytest.param("Ida Quist said the gates had held.", "say", id="a verb"),
    pytest.param("The gates had held, according to Ida Quist.", "according to", id="a preposition"),
    pytest.param("The board issued warnings that the lock would close.", "issue warning", id="verb and noun"),
    pytest.param("Ida Quist called for an inquiry into it all.", "call for", id="verb and preposition"),
    pytest.param("Quist: gates safe\n\nIda Quist is a lock keeper.", ":", id="a colon"),
])
def test_the_cue_has_its_lemma(text, cue):
    assert [row.cue for row in plain(text)] == [cue]


def test_finds_come_in_text_order_and_never_overlap():
    text = ('Ida Quist said the gates held. "They are old," she added. According to Per Holm, they fail. '
            'Holm called them "a disgrace" and urged the board to act.')
    spans = [span for one in extract.find(document(text)) for span in one.content]
    assert spans == sorted(spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


def test_a_paragraph_more_does_not_change_the_ones_before():
    text = 'Ida Quist said the gates held.\n\n"They are old," she added.'
    assert found(text + "\n\nThe town slept.") == found(text)


def test_the_dateline_is_no_part_of_a_source():
    assert brief(found("ELLBY (Wire) - Ida Quist said the gates held.")) == [
        ("indirect", "the gates held", "Ida Quist")]


def test_offsets_hold_in_text_with_odd_spaces():
    text = "\n\n  “The gates\u00a0held,”  said Ida\u00a0Quist.\n"
    [one] = extract.find(parse.parse(Article("a", text)))
    assert text[slice(*one.content[0])] == "The gates\u00a0held"
    assert text[slice(*one.source[0])] == "Ida\u00a0Quist"
