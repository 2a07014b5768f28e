"""A source becomes a speaker: names, roles and institutions, one sentence a row."""

import pytest
from casts import about, attribution, document, place, speaker, speakers

from lib import resolve
from lib.records import Speaker


def row(text, source, name, role=None, institution=None, kind="person", *, id):
    return pytest.param(text, source, (name, kind, role, institution), id=id)


BESIDE_THE_NAME = [
    row(
        "Harbour agency spokesperson Nils Arden said the pier was shut.",
        "Harbour agency spokesperson Nils Arden",
        "Nils Arden",
        "spokesperson",
        "Harbour agency",
        id="body and role before the name",
    ),
    row(
        "White House rural affairs council spokesman Cal Drew said so.",
        "Cal Drew",
        "Cal Drew",
        "spokesman",
        "White House rural affairs council",
        id="a long body before the role",
    ),
    row(
        "Olga Brandt, the Kremlin spokeswoman, said no.",
        "Olga Brandt, the Kremlin spokeswoman,",
        "Olga Brandt",
        "spokeswoman",
        "Kremlin",
        id="apposition with a seat of power",
    ),
    row(
        "Ray Stowe, an East Africa analyst at the Geneva-based Almer Center, said rains had failed.",
        "Ray Stowe, an East Africa analyst at the Geneva-based Almer Center,",
        "Ray Stowe",
        "East Africa analyst",
        "Almer Center",
        id="apposition, place left in the role, base left out of the body",
    ),
    row(
        "Prof. Mira Holt, a tide specialist at Corran University in Perth, said it was rare.",
        "Prof. Mira Holt",
        "Mira Holt",
        "tide specialist",
        "Corran University",
        id="title, apposition, place after the body",
    ),
    row(
        "“Rates will rise,” said Aiko Mori, chief economist at Sandhill Bank, on Friday.",
        "Aiko Mori, chief economist at Sandhill Bank",
        "Aiko Mori",
        "chief economist",
        "Sandhill Bank",
        id="apposition without a determiner",
    ),
    row(
        "Inge van der Lind, of the Institute for Marsh Birds, said eggs were lost.",
        "Inge van der Lind, of the Institute for Marsh Birds,",
        "Inge van der Lind",
        None,
        "Institute for Marsh Birds",
        id="of a body after a comma",
    ),
    row(
        "“It held,” said Dr. Una P. Frost of St. Bega's Hospital.",
        "Dr. Una P. Frost of St. Bega's Hospital",
        "Una P. Frost",
        None,
        "St. Bega's Hospital",
        id="of a body with an owner in its name",
    ),
    row(
        "In a letter, the acting director of Clearwell Analytics, Dr Tom Adeyo, said files were lost.",
        "the acting director of Clearwell Analytics, Dr Tom Adeyo,",
        "Tom Adeyo",
        "acting director",
        "Clearwell Analytics",
        id="apposition before the name",
    ),
    row(
        "The transport minister, Iris Kell, said trains would run.",
        "The transport minister, Iris Kell,",
        "Iris Kell",
        "transport minister",
        None,
        id="a minister has a role, no body is named",
    ),
    row(
        "Sandhill Bank's finance chief, Leo Marr, said costs would fall.",
        "Sandhill Bank's finance chief, Leo Marr,",
        "Leo Marr",
        "finance chief",
        "Sandhill Bank",
        id="owner of the role",
    ),
    row(
        "Ivy Strand's lawyer, Ned Cawl, said his client would appeal.",
        "Ivy Strand's lawyer, Ned Cawl,",
        "Ned Cawl",
        "Ivy Strand’s lawyer",
        None,
        id="a person who owns the role is no institution",
    ),
    row(
        "Norway's finance minister, Per Vang, said taxes would fall.",
        "Norway's finance minister, Per Vang,",
        "Per Vang",
        "finance minister",
        None,
        id="a country that owns the role is no institution",
    ),
    row(
        "Rosa Dahl, mayor of Pellham, said the bridge was safe.",
        "Rosa Dahl",
        "Rosa Dahl",
        "mayor of Pellham",
        None,
        id="a mayor's town is no institution",
    ),
    row(
        "Omar Sy, who heads the Delta Fund, said money was short.",
        "Omar Sy",
        "Omar Sy",
        "head",
        "Delta Fund",
        id="relative clause with a verb",
    ),
    row(
        "Jane Pell, who now works at the Brandt Institute for Optics, said it was robust.",
        "Jane Pell",
        "Jane Pell",
        None,
        "Brandt Institute for Optics",
        id="relative clause: works at",
    ),
    row(
        "Bea Lund (Coastal Watch) said nets were cut.",
        "Bea Lund",
        "Bea Lund",
        None,
        "Coastal Watch",
        id="body in brackets",
    ),
    row(
        "Coastal Watch's Bea Lund said nets were cut.",
        "Bea Lund",
        "Bea Lund",
        None,
        "Coastal Watch",
        id="body that owns the name",
    ),
    row(
        "“We did it.” – Ada Moor, Commissioner, Pellham Roads Agency",
        "Ada Moor",
        "Ada Moor",
        "Commissioner",
        "Pellham Roads Agency",
        id="signature line",
    ),
    row(
        "Former Secretary of Defense Hal Ruiz said troops were ready.",
        "Former Secretary of Defense Hal Ruiz",
        "Hal Ruiz",
        "Former Secretary of Defense",
        None,
        id="what the office is for is part of the role",
    ),
    row(
        "Senate Majority Leader Bo Lane said the vote was off.",
        "Senate Majority Leader Bo Lane",
        "Bo Lane",
        "Majority Leader",
        "Senate",
        id="body inside a capitalised role",
    ),
    row(
        "White House Press Secretary Bo Lane said no.",
        "White House Press Secretary Bo Lane",
        "Bo Lane",
        "Press Secretary",
        "White House",
        id="a press secretary is not of the press",
    ),
    row(
        "House Tide Committee Chairman Rep. Bo Lane said no.",
        "Bo Lane",
        "Bo Lane",
        "Chairman",
        "House Tide Committee",
        id="a title behind the role adds nothing",
    ),
    row(
        "Ann Vale, a Leeds-based painter, said no.",
        "Ann Vale",
        "Ann Vale",
        "painter",
        None,
        id="where somebody is based is no part of the role",
    ),
    row(
        "Ministers Ann Vale and Bo Roe resigned. Vale said it was time.",
        ("Vale", 2),
        "Ann Vale",
        "minister",
        None,
        id="one of several ministers is a minister",
    ),
    row(
        "Carl Nye, 61, a retired nurse from Pellham, said he heard it.",
        "Carl Nye, 61,",
        "Carl Nye",
        "retired nurse",
        None,
        id="age between name and role",
    ),
    row(
        "Ex-Pellham United captain Gus Holt, now a pundit with the BBC, said City could win.",
        "Gus Holt",
        "Gus Holt",
        "pundit",
        "BBC",
        id="what somebody is now goes before what he was",
    ),
    row(
        "Sgt. Lou Ortiz of the Kern County Sheriff's Office said a man was held.",
        "Sgt. Lou Ortiz",
        "Lou Ortiz",
        "sergeant",
        "Kern County Sheriff's Office",
        id="a sheriff's office is one name",
    ),
    row(
        "Jo Finch, of Crosby College London, said it was elegant.",
        "Jo Finch",
        "Jo Finch",
        None,
        "Crosby College London",
        id="a college with its city",
    ),
    row(
        "Dr. K. Rao, president of the Indian Doctors' Forum, said wards were full.",
        "Dr. K. Rao",
        "K. Rao",
        "president",
        "Indian Doctors' Forum",
        id="a plural owner inside a body's name",
    ),
    row(
        "Ana Diaz is the director of the Pellham Museum. Diaz said it would close.",
        ("Diaz", 2),
        "Ana Diaz",
        "director",
        "Pellham Museum",
        id="said of the person in a sentence of its own",
    ),
    row(
        "A Labour MP and chair of the Delta Fund, Kay Orr, said no.",
        "Kay Orr",
        "Kay Orr",
        "Labour MP and chair",
        "Delta Fund",
        id="two roles joined",
    ),
]


@pytest.mark.parametrize(("text", "source", "want"), BESIDE_THE_NAME)
def test_role_and_institution_beside_the_name(text, source, want):
    got = speaker(text, source)
    assert (got.name, got.type, got.role, got.institution) == want


ELSEWHERE = [
    row(
        "Olga Brandt, the Kremlin spokeswoman, spoke first. Later Olga Brandt said no.",
        ("Olga Brandt", 2),
        "Olga Brandt",
        "spokeswoman",
        "Kremlin",
        id="role and institution from an earlier mention",
    ),
    row(
        "“Never,” said Arden.\n\nNils Arden, an engineer at Volt Works, built it.",
        "Arden",
        "Nils Arden",
        "engineer",
        "Volt Works",
        id="role and institution from a later mention",
    ),
    row(
        "The US Forest Department met. Forest department spokesman Cy Doe said trees fell.",
        "Cy Doe",
        "Cy Doe",
        "spokesman",
        "US Forest Department",
        id="the fullest form of the institution",
    ),
    row(
        "The Federal Tide Agency (FTA) met. FTA head Lil Moss said it was over.",
        "Lil Moss",
        "Lil Moss",
        "head",
        "Federal Tide Agency",
        id="an acronym defined in brackets",
    ),
    row(
        "The Federal Tide Agency met. FTA head Lil Moss said it was over.",
        "Lil Moss",
        "Lil Moss",
        "head",
        "Federal Tide Agency",
        id="an acronym by its letters",
    ),
    row(
        "Sandhill Bank fell. Sandhill chief executive Di Noor said so.",
        "Di Noor",
        "Di Noor",
        "chief executive",
        "Sandhill Bank",
        id="the short form of a body",
    ),
    row(
        "The Health Ministry met. The ministry's spokesman, Eli Ward, said so.",
        "The ministry's spokesman, Eli Ward,",
        "Eli Ward",
        "spokesman",
        "Health Ministry",
        id="a common noun that owns the role",
    ),
    row(
        "Unite Dockers, the union, struck. Its regional officer, Sue Kemp, spoke.",
        "Its regional officer, Sue Kemp,",
        "Sue Kemp",
        "regional officer",
        "Unite Dockers",
        id="its",
    ),
    row(
        "Chile's navy ministry met. Ministry spokeswoman Eva Rojas said so.",
        "Eva Rojas",
        "Eva Rojas",
        "spokeswoman",
        "Chile's navy ministry",
        id="a lone Ministry is the one named before",
    ),
]


@pytest.mark.parametrize(("text", "source", "want"), ELSEWHERE)
def test_role_and_institution_from_elsewhere_in_the_article(text, source, want):
    got = speaker(text, source)
    assert (got.name, got.type, got.role, got.institution) == want


NAMES = [
    row("Soprano Mira Lenz sang. “I shook,” Lenz said.", ("Lenz", 2), "Mira Lenz", "soprano", id="surname"),
    row(
        "Trade envoy Lin Wei-chen left. Lin said talks would go on.",
        ("Lin", 2),
        "Lin Wei-chen",
        "trade envoy",
        id="family name printed first",
    ),
    row(
        "Kim Jong-un left. Kim said nothing more.", ("Kim", 2), "Kim Jong-un", id="family name of three parts"
    ),
    row("Dee Abbott and Bob Ellis met. “No,” said Dee.", ("Dee", 2), "Dee Abbott", id="given name"),
    row(
        "Ursula van den Burg left. Van den Burg said so.",
        "Van den Burg",
        "Ursula van den Burg",
        id="particles",
    ),
    row(
        "Rep. Ada Marsh Vale spoke. Marsh Vale said it was late.",
        ("Marsh Vale", 2),
        "Ada Marsh Vale",
        "representative",
        id="surname of two words",
    ),
    row(
        "Donald P. Orr spoke. Donald Orr said so.",
        "Donald Orr",
        "Donald P. Orr",
        id="the fullest name is shown",
    ),
    row("Robert Finn spoke. Bob Finn said so.", "Bob Finn", "Robert Finn", id="short form of a given name"),
    row(
        "Lt. Col. Max Orde said the convoy was safe.",
        "Lt. Col. Max Orde",
        "Max Orde",
        "lieutenant colonel",
        id="abbreviated title",
    ),
    row(
        "Judge Hetty Marsh QC told him so.",
        "Judge Hetty Marsh QC",
        "Hetty Marsh",
        "judge",
        id="letters after the name",
    ),
    row("The peer Lord Denby said: “Good.”", "Lord Denby", "Lord Denby", "peer", id="a lord keeps the title"),
    row(
        "Engineer Milan Kos was there.\n\nHOST: Was it safe?\nKOS: It was.",
        "KOS",
        "Milan Kos",
        "engineer",
        id="label in capitals, named elsewhere",
    ),
    row("TEXT: Gale until noon.\nBARROW: Stay inside.", "BARROW", "Barrow", id="label in capitals, unknown"),
    row(
        "SENATOR RITA LOWE: The bill is dead.\nREP. PAT LOWE: It is here.",
        "REP. PAT LOWE",
        "Pat Lowe",
        "representative",
        id="two labels with one surname",
    ),
    row(
        "Ex-deputy Ina Sol met us.\n\nQ: Why?\nA: It was time.",
        "A",
        "Ina Sol",
        "ex-deputy",
        id="the answers of an interview",
    ),
    row(
        "“They came at dawn,” said a man who goes by “Pickle.”",
        "a man who goes by “Pickle.”",
        "Pickle",
        id="a nickname in quotation marks",
    ),
    row(
        "A neighbour, who gave only her first name, Rosa, said she heard it.",
        "A neighbour, who gave only her first name, Rosa,",
        "Rosa",
        id="only a first name",
    ),
    row(
        "Campaign manager Jo Weaver left. Weaver said it was time.",
        ("Weaver", 2),
        "Jo Weaver",
        "campaign manager",
        id="a surname that is also a trade",
    ),
    row(
        "Mayor Don Guardian spoke. Guardian said the town was broke.",
        ("Guardian", 2),
        "Don Guardian",
        "mayor",
        id="a surname that is also a newspaper",
    ),
    row(
        "Will Estrada, the party chairman, said so.",
        "Will Estrada",
        "Will Estrada",
        "party chairman",
        id="a given name that is also a verb",
    ),
    row(
        "American Ann Leeds said it was cold.",
        "American Ann Leeds",
        "Ann Leeds",
        id="a nationality before the name",
    ),
    row("NADIA KERR said so.", "NADIA KERR", "Nadia Kerr", id="a name in capitals"),
    row(
        "By Ann Howe\n\nHowe's Tips For A Better Garden Every Single Spring\n\nAnn Howe grows "
        "beans. Howe said so.",
        ("Howe", 4),
        "Ann Howe",
        id="a heading with capitals does not spoil the name",
    ),
]


@pytest.mark.parametrize(("text", "source", "want"), NAMES)
def test_the_fullest_name_is_shown(text, source, want):
    got = speaker(text, source)
    assert (got.name, got.type, got.role, got.institution) == want


def body(text, source, name, institution="", *, id):
    return pytest.param(
        text, source, (name, "organisation", None, name if institution == "" else institution), id=id
    )


BODIES = [
    body(
        "The Health Ministry said stocks were low.", "The Health Ministry", "Health Ministry", id="a ministry"
    ),
    body(
        "On Monday, the US Tide Department met. The department said it was safe.",
        "The department",
        "US Tide Department",
        id="the department",
    ),
    body(
        "Ten were aboard, as confirmed by the coast guard.", "the coast guard", "coast guard", id="lower case"
    ),
    body(
        "The district council said the hall was full.",
        "The district council",
        "district council",
        id="lower case with two words",
    ),
    body(
        "The Dunmere District Council met. The council said no.",
        "The council",
        "Dunmere District Council",
        id="common noun for a named council",
    ),
    body(
        "China's Lantau news agency said it was over.",
        "China's Lantau news agency",
        "Lantau",
        id="a news agency explained to the reader",
    ),
    body(
        "The Harbour Wire news agency said it was over.",
        "The Harbour Wire news agency",
        "Harbour Wire news agency",
        id="a news agency with its full name",
    ),
    body(
        "Peru's official TNX news agency said so. TNX showed photographs.",
        "Peru's official TNX news agency",
        "TNX",
        id="a news agency that is named alone elsewhere",
    ),
    body(
        "A report by the Tide Audit Office found gaps.",
        "A report by the Tide Audit Office",
        "Tide Audit Office",
        id="the maker of a document",
    ),
    body(
        "The Tide Audit Office's report found gaps.",
        "The Tide Audit Office's report",
        "Tide Audit Office",
        id="the owner of a document",
    ),
    body(
        "Russia's foreign ministry denied it.",
        "Russia's foreign ministry",
        "Russia's foreign ministry",
        id="a ministry every country has keeps its country",
    ),
    body("Ghana said it would wait.", "Ghana", "Ghana", None, id="a country is no institution"),
    body(
        "Downing Street said no.",
        "Downing Street",
        "Downing Street",
        id="a street that stands for a government",
    ),
    body("Police said nobody was hurt.", "Police", "police", id="police"),
    body(
        "Harlow Foods fell. Harlow's chief, Ann Poe, spoke. Li Roe of Bright Securities sold. The "
        "company said no.",
        "The company",
        "Harlow Foods",
        id="the company is the one the article is about",
    ),
    body(
        "A private company said no.", "A private company", "a private company", None, id="an unnamed company"
    ),
    body(
        "Ed Marsh ran. The Marsh campaign had cash. Marsh won, and his campaign said so.",
        "his campaign",
        "Marsh campaign",
        id="his campaign",
    ),
]


@pytest.mark.parametrize(("text", "source", "want"), BODIES)
def test_a_body_that_speaks_is_its_own_institution(text, source, want):
    got = speaker(text, source)
    assert (got.name, got.type, got.role, got.institution) == want


NAMELESS = [
    row(
        "US officials believe the talks failed.",
        "US officials",
        "US officials",
        None,
        None,
        "group",
        id="officials",
    ),
    row("Some analysts are wary.", "Some analysts", "some analysts", None, None, "group", id="some"),
    row(
        "Fisheries officials believe it.",
        "Fisheries officials",
        "Fisheries officials",
        None,
        None,
        "group",
        id="officials of a field",
    ),
    row(
        "Marsh supporters said no. Ed Marsh won.",
        "Marsh supporters",
        "Marsh supporters",
        None,
        None,
        "group",
        id="somebody's supporters are not that somebody",
    ),
    row(
        "Officials at the Tide Agency said no.",
        "Officials at the Tide Agency",
        "Officials at the Tide Agency",
        None,
        "Tide Agency",
        "group",
        id="officials at a body",
    ),
    row(
        "A senior defence official, who asked not to be named, said so.",
        "A senior defence official",
        "a senior defence official",
        None,
        None,
        "unnamed",
        id="an official",
    ),
    row(
        "A spokesman for the Tide Agency said no.",
        "A spokesman for the Tide Agency",
        "a spokesman for the Tide Agency",
        None,
        "Tide Agency",
        "unnamed",
        id="a spokesman for a body",
    ),
    row(
        "A spokesman for Ed Marsh said no.",
        "A spokesman for Ed Marsh",
        "a spokesman for Ed Marsh",
        None,
        None,
        "unnamed",
        id="a spokesman for a person",
    ),
    row(
        "Ed Marsh's mother said no.",
        "Ed Marsh's mother",
        "Ed Marsh's mother",
        None,
        None,
        "unnamed",
        id="somebody's mother",
    ),
    row(
        "At least six companies said no.",
        "At least six companies",
        "At least six companies",
        None,
        None,
        "group",
        id="a number of companies",
    ),
    row(
        "A third of the voters said no.",
        "A third of the voters",
        "a third of the voters",
        None,
        None,
        "group",
        id="a share of people",
    ),
    row(
        "Friends, colleagues and old rivals said no.",
        "Friends, colleagues and old rivals",
        "Friends, colleagues and old rivals",
        None,
        None,
        "group",
        id="a list",
    ),
    row(
        "Those with knowledge of the deal said no.",
        "Those with knowledge of the deal",
        "those with knowledge of the deal",
        None,
        None,
        "group",
        id="those",
    ),
    row(
        "The next president will say more. Ed Marsh won. Marsh left. Marsh slept.",
        "The next president",
        "the next president",
        None,
        None,
        "unnamed",
        id="whoever comes to hold a role",
    ),
]


@pytest.mark.parametrize(("text", "source", "want"), NAMELESS)
def test_somebody_without_a_name_stays_as_printed(text, source, want):
    got = speaker(text, source)
    assert (got.name, got.type, got.role, got.institution) == want


HEADED = (
    "Mike Dole Calls for Special Inquiry after Report Reveals Harbour Leak\n\n"
    "Governor Mike Dole wants an inquiry. “It leaked,” Dole said."
)


@pytest.mark.parametrize(("source", "nth"), [("Mike Dole", 1), ("Mike Dole", 2), ("Dole", 3)])
def test_a_title_case_heading_names_whom_the_text_names(source, nth):
    assert speaker(HEADED, (source, nth)).name == "Mike Dole"


def test_who_means_the_people_and_not_the_thing_beside_it():
    text = "Senate candidates in close races who skip it will win."
    assert speaker(text, "who").name == "Senate candidates in close races"


DESCRIBED = [
    pytest.param(
        "Spokesman Ned Cole spoke. The spokesman said more.", "The spokesman", "Ned Cole", id="a role"
    ),
    pytest.param(
        "Eve Moss, 56, was there. The 56-year-old said no.", "The 56-year-old", "Eve Moss", id="an age"
    ),
    pytest.param(
        "Chairwoman Bea Lund left. The chair said no.", "The chair", "Bea Lund", id="a form of the role"
    ),
    pytest.param(
        "Rep. Ada Marsh Vale spoke. The congresswoman said no.",
        "The congresswoman",
        "Ada Marsh Vale",
        id="a title's role",
    ),
    pytest.param(
        "Ed Marsh built towers. Marsh sold them. Marsh ran. The tycoon said no.",
        "The tycoon",
        "Ed Marsh",
        id="a description of the most present person",
    ),
    pytest.param(
        "Coach Ian Roe and coach Al Fry of Pellham United met. Pellham United's coach said no.",
        "Pellham United's coach",
        "Al Fry",
        id="the role at a body",
    ),
]


@pytest.mark.parametrize(("text", "source", "name"), DESCRIBED)
def test_a_description_means_whom_the_article_describes_so(text, source, name):
    got = speaker(text, source)
    assert (got.name, got.type) == (name, "person")
    assert got.confidence < 0.9


def test_a_description_of_nobody_known_stays_unnamed():
    got = speaker("Ed Marsh left. The judge said no.", "The judge")
    assert (got.name, got.type) == ("the judge", "unnamed")


def test_joint_speakers_are_both_named():
    got = speaker("Dana Cole and Lev Moor said so in a letter.", "Dana Cole and Lev Moor")
    assert (got.name, got.type) == ("Dana Cole and Lev Moor", "person")
    assert got.key == "dana cole & lev moor"


def test_joint_speakers_may_share_a_surname_and_an_institution():
    text = "Sandhill Bank's John and Brian Meza said so."
    assert speaker(text, "John and Brian Meza").name == "John Meza and Brian Meza"


@pytest.mark.parametrize(
    ("text", "source", "institution"),
    [
        pytest.param(
            "Sandhill Bank's Ann Vale and Sandhill Bank's Bo Roe said no.",
            "Ann Vale and Sandhill Bank's Bo Roe",
            "Sandhill Bank",
            id="the same for both",
        ),
        pytest.param(
            "Ann Vale of Sandhill Bank and Bo Roe of Coastal Watch said no.",
            "Ann Vale of Sandhill Bank and Bo Roe of Coastal Watch",
            None,
            id="two different ones",
        ),
        pytest.param(
            "Coastal Watch and Sandhill Bank said no.",
            "Coastal Watch and Sandhill Bank",
            None,
            id="two bodies",
        ),
    ],
)
def test_joint_speakers_have_the_institution_that_is_the_same_for_all(text, source, institution):
    assert speaker(text, source).institution == institution


def test_two_people_with_one_surname_stay_apart():
    text = "Karl Hahn and Otto Hahn own it. “I sold,” Otto Hahn said. “I kept,” Karl Hahn said."
    first, second = speakers(text, ("Otto Hahn", 2), ("Karl Hahn", 2))
    assert (first.name, second.name) == ("Otto Hahn", "Karl Hahn")
    assert first.key != second.key


def test_a_surname_two_people_bear_is_shown_and_not_guessed():
    got = speaker("Karl Hahn and Otto Hahn own it. “I sold,” Hahn said.", ("Hahn", 3))
    assert (got.name, got.role) == ("Hahn", None)
    assert got.confidence <= 0.5
    assert got.key == "hahn @a1"


def test_a_form_of_address_tells_which_bearer_of_a_surname_is_meant():
    text = "Mr Karl Hahn and Mrs Eva Hahn own it. “I sold,” Mrs Hahn said."
    assert speaker(text, "Mrs Hahn").name == "Eva Hahn"


def test_the_bearer_a_paper_called_by_surname_before_keeps_it():
    text = "Karl Hahn sold it. Hahn said it was time. Otto Hahn objected. Hahn said no."
    got = speaker(text, ("Hahn", 4))
    assert got.name == "Karl Hahn"
    assert got.confidence < 0.8


NOT_SAID = [
    pytest.param(
        "Alone with Ed Marsh, the minister looked pale. Marsh left.",
        ("Marsh", 2),
        None,
        None,
        id="a new subject after a comma is no apposition",
    ),
    pytest.param(
        "The judge Vale was talking of left. Ann Vale stayed.",
        "Ann Vale",
        None,
        None,
        id="a clause without a relative pronoun is no role",
    ),
    pytest.param(
        "It suits a man of Ed Marsh's wealth. Marsh left.",
        ("Marsh", 2),
        None,
        None,
        id="of a person is no office",
    ),
    pytest.param("In the call, Ed Marsh, who won, said no.", "Ed Marsh", None, None, id="a thing is no role"),
    pytest.param(
        "Big investors like Ed Marsh sold.",
        "Big investors",
        None,
        None,
        id="a capital that opens a sentence is no body",
    ),
    pytest.param(
        "Ann Vale, president of a private club, said no.",
        "Ann Vale",
        "president of a private club",
        None,
        id="a club without a name is no institution",
    ),
    pytest.param(
        "The Every Child Reads Act passed. Ed Marsh said so.", "Ed Marsh", None, None, id="a law is nobody"
    ),
]


@pytest.mark.parametrize(("text", "source", "role", "institution"), NOT_SAID)
def test_nothing_is_invented(text, source, role, institution):
    got = speaker(text, source)
    assert (got.role, got.institution) == (role, institution)


def test_today_s_role_is_not_given_yesterday_s_body():
    text = "Ann Vale, a former White House adviser, left. “No,” said Vale, who is now chairwoman of a bank."
    got = speaker(text, ("Vale", 2))
    assert (got.role, got.institution) == ("chairwoman of a bank", None)


@pytest.mark.parametrize("source", ["â", "—", "7"])
def test_a_source_without_words_is_no_speaker(source):
    assert speaker(f"Rain fell {source} and Ann Vale said so.", source).name is None


def test_no_source_is_no_speaker():
    assert resolve.resolve(document("Rain fell."), [attribution()]) == [Speaker(confidence=0.0)]


def test_no_attributions_give_no_speakers():
    assert resolve.resolve(document("Rain fell."), []) == []
    assert resolve.resolve(document(""), []) == []


def test_the_order_of_the_attributions_is_kept():
    text = "Ann Lowe said yes. Bo Pike said no."
    spans = [place(text, "Bo Pike"), place(text, "Ann Lowe")]
    got = resolve.resolve(document(text), [attribution(span) for span in spans])
    assert [speaker.name for speaker in got] == ["Bo Pike", "Ann Lowe"]


@pytest.mark.parametrize(("text", "source", "want"), BESIDE_THE_NAME + ELSEWHERE + NAMES + BODIES)
def test_every_step_of_the_evidence_stands_in_the_text(text, source, want):
    got = speaker(text, source)
    assert [step.step for step in got.evidence][:2] == ["mention", "name"]
    assert ("institution" in {step.step for step in got.evidence}) == (got.institution is not None)
    assert ("role" in {step.step for step in got.evidence}) == (got.role is not None)
    for step in got.evidence:
        assert step.rule
        if step.span is not None and step.step != "mention":
            assert text[slice(*step.span)] == step.words


def test_the_evidence_names_the_places_that_decided():
    text = "Olga Brandt, the Kremlin spokeswoman, met them. Later Brandt said no."
    steps = {step.step: step for step in speaker(text, ("Brandt", 2)).evidence}
    assert text[slice(*steps["name"].span)] == "Olga Brandt"
    assert text[slice(*steps["role"].span)] == "spokeswoman"
    assert text[slice(*steps["institution"].span)] == "Kremlin"
    assert steps["institution"].rule == "apposition"


ABOUT = [
    pytest.param(
        "Vladimir Orlov met Kim Jong-un. “Orlov owes Kim and the US Tide Department,” he said.",
        "Orlov owes Kim and the US Tide Department",
        ("Vladimir Orlov", "Kim Jong-un", "US Tide Department"),
        id="people and bodies by their fullest names",
    ),
    pytest.param(
        "He said the U.S. and US firms left Ghana in May 2024.",
        "the U.S. and US firms left Ghana in May 2024",
        ("United States", "Ghana"),
        id="one country once, no dates",
    ),
    pytest.param("She said rain fell.", "rain fell", (), id="nothing named"),
    pytest.param(
        "The Federal Tide Agency met. He said the FTA was late.",
        "the FTA was late",
        ("Federal Tide Agency",),
        id="an acronym",
    ),
]


@pytest.mark.parametrize(("text", "content", "want"), ABOUT)
def test_what_a_content_is_about(text, content, want):
    assert about(text, content) == want
