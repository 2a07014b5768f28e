"""Embedding: the fake's promises, the real model's, and what is said when a model is missing."""

import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib import embed
from lib.errors import ModelMissing
from lib.settings import DEFAULT_MODEL
from tests.archives import Said, article

TEXTS = st.lists(st.text(max_size=40), max_size=6)


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_fake_vectors_are_float32_unit_rows_in_order(texts):
    vectors = embed.Fake(16).encode(texts)
    assert vectors.shape == (len(texts), 16)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_fake_is_the_same_in_every_instance():
    one, other = (embed.Fake(32).encode(["the quay stays open"]) for _ in range(2))
    np.testing.assert_array_equal(one, other)


def test_fake_shared_words_bring_texts_nearer():
    same, near, far = embed.Fake(64).encode(["the quay stays open", "the quay is shut", "cooks boil soup"])
    assert same @ near > same @ far


def test_fake_knows_no_case_and_no_marks():
    one, other = embed.Fake(64).encode(["Quay, open!", "quay open"])
    np.testing.assert_allclose(one, other, atol=1e-6)


def test_fake_is_an_embedder():
    assert isinstance(embed.Fake(), embed.Embedder)


@pytest.mark.parametrize("rows", [
    pytest.param([[3.0, 4.0]], id="one row is scaled"),
    pytest.param([[0.0, 0.0], [0.0, 2.0]], id="a row of zeros still has length 1"),
])
def test_unit_rows_have_length_1(rows):
    np.testing.assert_allclose(np.linalg.norm(embed.unit(np.array(rows)), axis=1), 1.0)


def test_a_statement_is_embedded_with_its_speaker():
    found = article("a", Said("the quay stays open", "Mila Trent"), Said("boats may leave", None)).statements
    assert embed.statement_text(found[0]) == "Mila Trent: the quay stays open"
    assert embed.statement_text(found[1]) == "Somebody: boats may leave"  # the words that name him


def test_importing_the_room_loads_no_model_library():
    import subprocess

    code = "import sys, lib.embed; sys.exit('sentence_transformers' in sys.modules or 'torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("model", [
    pytest.param("", id="no name"),
    pytest.param("   ", id="only spaces"),
])
def test_an_empty_model_name_is_explained(model):
    with pytest.raises(ModelMissing, match="The setting “model” is empty"):
        embed.load(model)


def test_a_missing_default_package_says_what_to_install(monkeypatch):
    monkeypatch.setattr(embed.settings, "DEFAULT_MODEL_PACKAGE", "no_such_package_here")
    with pytest.raises(ModelMissing, match=r"not installed.*requirements\.txt"):
        embed.load()
    assert embed.dimension() is None


def test_dimension_is_known_without_loading():
    assert embed.dimension() == 384
    assert embed.dimension("some/other-model") is None


def test_dimension_of_a_folder_with_a_dense_layer_is_not_guessed(tmp_path):
    (tmp_path / "1_Pooling").mkdir()
    (tmp_path / "1_Pooling" / "config.json").write_text('{"word_embedding_dimension": 768}')
    (tmp_path / "modules.json").write_text('[{"type": "sentence_transformers.models.Pooling"}]')
    assert embed.dimension(str(tmp_path)) == 768
    (tmp_path / "modules.json").write_text('[{"type": "sentence_transformers.models.Dense"}]')
    assert embed.dimension(str(tmp_path)) is None


@pytest.mark.model
@pytest.mark.parametrize("name", [
    pytest.param("nobody/no-such-model", id="a name nobody has"),
    pytest.param("{folder}", id="a folder without a model"),
])
def test_a_model_that_cannot_be_loaded_is_explained(name, tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelMissing) as caught:
        embed.load(name.format(folder=tmp_path))
    message = str(caught.value)
    assert "could not be loaded" in message and DEFAULT_MODEL in message and "data/settings.toml" in message


@pytest.fixture(scope="module")
def real():
    return embed.load()


@pytest.mark.model
def test_the_real_model_gives_unit_rows_and_takes_an_empty_list(real):
    assert (real.name, real.dim) == (DEFAULT_MODEL, embed.dimension())
    assert real.encode([]).shape == (0, real.dim)
    vectors = real.encode(["The quay stays open.", "", "The quay stays open."])
    assert vectors.dtype == np.float32 and vectors.shape == (3, real.dim)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    np.testing.assert_array_equal(vectors[0], vectors[2])


@pytest.mark.model
def test_the_real_model_finds_a_paraphrase(real):
    query, meant, other = real.encode(["fishermen may not leave port", "the boats must stay in the harbour",
                                       "the choir will sing on Sunday"])
    assert query @ meant > query @ other + 0.2
