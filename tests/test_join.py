"""Rules and tagger together: whose spans, whose source, and what is a statement."""

from itertools import pairwise
from pathlib import Path

import pytest

from lib import attribute, extract, parse, pipeline, settings
from lib.errors import ModelMissing
from lib.extract import tagger
from lib.records import Article, Found

TAGGER = tagger.load(settings.TAGGER)


def finds(text):
    return extract.find(parse.parse(Article("a", text)), TAGGER)


def said(text):
    """(kind, words, source words) of each find that is no attitude."""
    return [(one.kind, words(text, one.content), words(text, one.source))
            for one in finds(text) if not one.attitude]


def words(text, spans):
    return " ".join(text[start:end] for start, end in spans)


def test_a_report_and_a_quote_by_one_speaker_stay_two_statements():
    text = 'On Monday Ida Holm, who runs the ferry, said she was tired. "The engine failed three times."'
    assert [row[:2] for row in said(text)] == [
        ("indirect", "she was tired"), ("direct", "The engine failed three times.")]


def test_a_wish_to_stay_unnamed_is_no_statement():
    text = "A port manager, who asked not to be identified, said the cranes had stopped."
    assert [row[1] for row in said(text)] == ["the cranes had stopped"]


def test_the_voice_of_experience_is_nobodys():
    assert said("Experience shows that old pumps leak, and the cellar is wet.") == []


def test_the_speaker_is_the_subject_of_the_cue_and_not_the_neighbour():
    text = ('"It was a fair vote," said Lena Moor, while her rival, Tom Birk, said it had been "a farce '
            'from the start".')
    first, second = [row[2] for row in said(text)]
    assert first == "Lena Moor"
    assert "Tom Birk" in second


def test_words_before_a_colon_are_not_part_of_the_quote():
    text = 'Asked about the sale, Rosa Lind answered with a firm sentence: "We will never sell it."'
    assert [row[1] for row in said(text)] == ["We will never sell it."]


def test_a_relative_pronoun_is_no_word_of_the_statement():
    text = "The new toll, which baker Nils Aker said was far too high, begins in May."
    assert [row[1] for row in said(text)] == ["was far too high"]


@pytest.mark.parametrize("text", [
    "The mayor welcomed the move.",
    "Her party supports the bridge and opposes the tunnel.",
    "The governor rejected the plan on Tuesday.",
])
def test_a_bare_attitude_is_kept_and_marked(text):
    assert said(text) == []


def test_layout_is_the_rules_business():
    text = "ANN ROE: The dam is safe.\n\nPAUL HALE: It is not safe at all.\n\nANN ROE: Then look at it."
    assert [row[1:] for row in said(text)] == [
        ("The dam is safe.", "ANN ROE"), ("It is not safe at all.", "PAUL HALE"),
        ("Then look at it.", "ANN ROE")]


def test_no_words_belong_to_two_statements():
    text = ('"We are leaving," Mara Quill said, and her son, who had said the boat was late, warned that '
            '"nothing" would wait. According to the police, she believes the boat will sink.')
    spans = sorted(span for one in finds(text) for span in one.content)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


def test_no_speaker_is_invented_for_a_report_without_one():
    text = 'Ida Holm said the ferry was late.\n\nThe view is that the pier may be closed for the winter.'
    document = parse.parse(Article("a", text))
    found = attribute.attribute(document, extract.find(document, TAGGER))
    late = [one for one in found if one.found.content[0][0] > text.index("\n")]
    assert late
    assert all(words(text, one.source) != "Ida Holm" for one in late)


def test_the_settings_choose_the_rules_alone(monkeypatch):
    text = "Many families dread another winter without heating."
    monkeypatch.setenv("EXPLORER_TAGGER", "off")
    alone = pipeline.analyse(Article("a", text)).statements
    monkeypatch.delenv("EXPLORER_TAGGER")
    both = pipeline.analyse(Article("a", text)).statements
    assert {one.rule for one in both} - {one.rule for one in alone} == {"tagger"}


def test_a_folder_without_a_tagger_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("EXPLORER_TAGGER", str(tmp_path))
    with pytest.raises(ModelMissing, match=Path(tmp_path).name):
        pipeline.analyse(Article("a", "Ida Holm said the ferry was late."))


def test_quotes_signed_line_by_line_have_each_their_own_speaker():
    text = ("Letters to this page, in short.\n\n“The pier is ours.” ― Ida Holm\n"
            "“It leaks and nobody mends it.” ― Tom Birk\n“Sell it while it stands.” ― Rosa Lind")
    assert [row[1:] for row in said(text)] == [
        ("The pier is ours.", "Ida Holm"), ("It leaks and nobody mends it.", "Tom Birk"),
        ("Sell it while it stands.", "Rosa Lind")]


def test_the_speaker_before_is_not_taken_from_within_the_next_words():
    text = 'He said it held: "Ida Holm wept all day."'
    held, name = text.index("it held"), text.index("Ida Holm")
    founds = [Found(((held, held + 7),), "indirect", source=((name, name + 8),), rule="clause"),
              Found(((name, len(text) - 1),), "direct")]
    assert [one.source for one in attribute.attribute(parse.parse(Article("a", text)), founds)] == [
        ((name, name + 8),), ()]


def speakers(text):
    """(speaker, institution) of each statement that is no attitude."""
    return [(one.speaker.name, one.speaker.institution)
            for one in pipeline.analyse(Article("a", text, language="en")).statements if not one.attitude]


def test_a_journal_is_not_the_speaker_of_the_study_in_it():
    text = "Eels may sleep in winter, according to a study published on Monday in the journal Tidal Letters."
    assert speakers(text) == [(None, None)] or "study" in speakers(text)[0][0]


def test_it_behind_a_report_is_the_report():
    text = ("Holm Council met on Friday at Pine Street. A report by its treasurer, Ida Roe, warned that the "
            "reserves would be gone by June. It also said the pier was unsafe.")
    assert [name for name, _ in speakers(text)] == ["Ida Roe", "Ida Roe"]


def test_they_are_the_people_who_acted_in_the_sentence_before():
    text = ("The lake is losing its oxygen, the Aarvik Institute said. Divers at Lindmoor University took "
            "water from nine bays. They found that the deepest were dead.")
    assert speakers(text)[-1][0] == "Divers at Lindmoor University"


def test_the_ministry_is_not_that_of_another_country_named_later():
    text = ("Norwegian Foreign Minister Lars Aker spoke to his Danish colleague. The two agreed that the "
            "strait must stay open, the ministry said.\n\n\"The strait is ours,\" Swedish foreign ministry "
            "spokeswoman Eva Lund said.")
    assert speakers(text)[0][0] == "ministry"


def test_questions_without_labels_are_answered_by_the_person_introduced_above():
    text = ("Ida Holm has kept the ferry at Lindmoor for ten years. We met her on the quay.\n\n"
            "What made you start?\n\nMy uncle was ill and I had a licence. Nobody else wanted the job.\n\n"
            "Is it a hard life?\n\nIn January, yes. The rope freezes to my gloves.\n\n"
            "You have asked the council for help.\n\nI have, four times. They never write back.\n\n"
            "What comes next?\n\nA bigger boat, if I find the money.\n\n"
            "The ferry runs daily until nine.")
    found = pipeline.analyse(Article("a", text)).statements
    rows = [(one.speaker.name, one.text) for one in found if one.kind == "direct"]
    assert rows == [
        ("Ida Holm", "My uncle was ill and I had a licence. Nobody else wanted the job."),
        ("Ida Holm", "In January, yes. The rope freezes to my gloves."),
        ("Ida Holm", "I have, four times. They never write back."),
        ("Ida Holm", "A bigger boat, if I find the money.")]


def test_an_explainer_in_questions_is_no_interview():
    text = ("Ida Holm runs the new ferry.\n\nWhere does it go?\n\nIt crosses to Lindmoor.\n\n"
            "What does it cost?\n\nA ticket is four pounds.\n\nWhen does it stop?\n\nAt nine in the evening.")
    assert said(text) == []


@pytest.mark.parametrize(("text", "expected"), [
    ("The Department for Culture, Media and Sport said the grant was paid.",
     ("Department for Culture, Media and Sport",) * 2),
    ("The Joint Chiefs of Staff said two planes had crossed the line.", ("Joint Chiefs of Staff",) * 2),
    ("Kerala Industries Minister V. Nandan said the mill would open.", ("V. Nandan", None)),
    ("Republican Senate candidate Cal Drew said the mill would open.", ("Cal Drew", None)),
], ids=["list in a name", "plural in a name", "minister of a state", "seat sought"])
def test_a_body_is_named_whole_and_only_where_it_is_one(text, expected):
    assert speakers(text)[0] == expected


def test_bodies_in_a_row_are_not_one_name():
    text = "Ida Holm said the Department for Education, Unison and Ofsted had agreed."
    assert "Department for Education" in pipeline.analyse(Article("a", text)).statements[0].about


def test_what_the_tagger_was_not_taught_is_not_doubted_for_its_silence():
    text = "'We are selling the pier because it leaks,' said Ida Holm, mayor of Lindmoor."
    assert pipeline.analyse(Article("a", text)).statements[0].confidence > 0.9
