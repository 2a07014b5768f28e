"""Whatever the text: a speaker for each source, evidence that stands in the text, work in proportion."""

from casts import attribution, document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib import parse, resolve
from lib.records import SPEAKER_TYPES, Article

PIECES = st.sampled_from(
    [
        "Ann Vale",
        "Vale",
        "he",
        "she",
        "it",
        "they",
        "who",
        "The council",
        "Tide Agency",
        "the",
        "said",
        "Mr",
        "Dr.",
        "“",
        "”",
        '"',
        "'",
        "’s",
        ",",
        ".",
        ":",
        "\n\n",
        "\n",
        " ",
        "and",
        "of",
        "A",
        "Q",
        "KOS",
        "É",
        "日本",
        "العربية",
        "🙂",
        "\u200b",
        "\u00a0",
        "56",
        "US",
        "spokesman",
        "former",
        "—",
        "(",
        ")",
        "-",
        "van",
        "St.",
        "U.S.",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(PIECES, max_size=30).map(" ".join),
    st.lists(PIECES, max_size=30).map("".join),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, st.data())
def test_any_text_and_any_source_give_a_speaker(text, data):
    parsed = parse.parse(Article("a1", text))
    ends = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(ends, ends).map(sorted).map(tuple), max_size=4))
    got = resolve.resolve(parsed, [attribution(span) for span in spans])
    assert len(got) == len(spans)
    for one in got:
        assert one.type in (*SPEAKER_TYPES, None)
        assert 0 <= one.confidence <= 1
        assert one.name is None or one.name.strip()
        for step in one.evidence:
            assert step.span is None or 0 <= step.span[0] <= step.span[1] <= len(text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_content_has_what_it_is_about(text):
    parsed = parse.parse(Article("a1", text))
    names = resolve.about(parsed, ((0, len(text)),))
    assert len({name.casefold() for name in names}) == len(names)


def test_the_cast_is_read_once():
    parsed = document("Ann Vale said no.")
    resolve.resolve(parsed, [])
    kept = parsed.paragraphs[0].doc.user_data["resolve.scene"]
    resolve.about(parsed, ((0, 8),))
    assert parsed.paragraphs[0].doc.user_data["resolve.scene"] is kept


def test_a_result_depends_on_the_article_alone():
    text = "Ann Vale spoke. She said no."
    first = resolve.resolve(parse.parse(Article("a1", text)), [attribution((16, 19))])
    resolve.resolve(parse.parse(Article("a2", "Bea Lund spoke. She said no.")), [attribution((16, 19))])
    assert resolve.resolve(parse.parse(Article("a1", text)), [attribution((16, 19))]) == first
