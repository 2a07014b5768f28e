"""Language of a text, told by py3langid (BSD licence, model inside the package, no network)."""

import functools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

MIN_WORDS = 20  # below, names and foreign quotes outweigh the language of the sentence
MIN_LETTERS = 40  # the same for scripts without spaces between words
SURE = 0.95
SAMPLE = 2_000  # characters; more text does not change the answer
# Languages of news archives.  All labels of the model would let a list of names pass for a small one.
LANGUAGES = frozenset({"af", "am", "ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "cy", "da", "de", "el",
                       "en", "es", "et", "eu", "fa", "fi", "fr", "ga", "gl", "he", "hi", "hr", "hu", "hy",
                       "id", "is", "it", "ja", "ka", "kk", "km", "ko", "lo", "lt", "lv", "mk", "ml", "mn",
                       "mr", "ms", "ne", "nl", "no", "pa", "pl", "pt", "ro", "ru", "rw", "si", "sk", "sl",
                       "sq", "sr", "sv", "sw", "ta", "te", "th", "tl", "tr", "uk", "ur", "vi", "xh", "zh",
                       "zu"})


def of(text: str) -> str | None:
    """The ISO 639-1 code of a text's language; None if it is too short or the answer is unsure."""
    sample = text[:SAMPLE]
    letters = [char for char in sample if char.isalpha()]
    latin = sum(char < "\u0250" for char in letters) * 2 > len(letters)
    if len(letters) < MIN_LETTERS or (latin and len(sample.split()) < MIN_WORDS):
        return None
    code, probability = _identifier().classify(sample)
    return code if probability >= SURE else None


def code_of(value: object) -> str | None:
    """The two-letter code of a given language tag ("en-GB" → "en"); None if it is no such tag."""
    tag = str(value or "").strip().lower().replace("_", "-").split("-")[0]
    return tag if len(tag) == 2 and tag.isascii() and tag.isalpha() else None


@functools.cache
def _identifier() -> "LanguageIdentifier":
    """The identifier, loaded once a process (0.2 s)."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    known = set(identifier.labels)
    identifier.set_languages(sorted(LANGUAGES & known))
    return identifier
