"""Encoders of the site's own: tiny models made here, read without the packages that write them."""

from __future__ import annotations

import importlib.util
import json

import numpy as np
import pytest

from generator.encoders import Onnx, Packaged, Static, open_encoder, read_tensors
from generator.errors import DigestError, Exit
from generator.group import group
from generator.group.encoder import ENCODER_NAME
from generator.model import Story
from generator.stories import encode_stories

WORDS = ["[UNK]", "ice", "harbour", "toll", "bridge"]
TABLE = np.eye(5, 6, dtype=np.float32)


def tokenize(text):
    """Give each word its number."""
    return [WORDS.index(word) if word in WORDS else 0 for word in text.lower().split()]


def safetensors(**tensors):
    """Write a safetensors file by hand: the length of its head, the head, the numbers."""
    head, at, body = {"__metadata__": {"format": "pt"}}, 0, b""
    for name, values in tensors.items():
        data = values.tobytes()
        kind = {"float32": "F32", "float16": "F16", "int64": "I64"}[str(values.dtype)]
        head[name] = {"dtype": kind, "shape": list(values.shape), "data_offsets": [at, at + len(data)]}
        at, body = at + len(data), body + data
    text = json.dumps(head).encode()
    return len(text).to_bytes(8, "little") + text + body


def test_tensors_are_read():
    """Numbers of several types come back in their shapes."""
    data = safetensors(embeddings=TABLE.astype(np.float16), mapping=np.array([3, 1], dtype=np.int64))
    read = read_tensors(data, "m")
    assert read["embeddings"].tolist() == TABLE.tolist()
    assert read["mapping"].tolist() == [3, 1]


@pytest.mark.parametrize("data", [b"", b"\x05\0\0\0\0\0\0\0{", safetensors(embeddings=TABLE)[:-4]])
def test_torn_tensors_are_named(data):
    """A file cut short is a problem of the configuration."""
    with pytest.raises(DigestError) as caught:
        read_tensors(data, "m")
    assert (caught.value.code, caught.value.problems[0].code) == (Exit.CONFIG, "encoder")


def test_static_vectors_are_means_of_tokens():
    """A text's vector is the mean of its known tokens, of length 1 but for the rounding; nothing known is zeros."""
    rows = Static("m", tokenize, {"embeddings": TABLE}, 0).encode(["ice harbour", "ice nothing", "nothing", ""])
    assert rows.dtype == np.float32
    assert rows[0].tolist() == [0, 724 / 1024, 724 / 1024, 0, 0, 0]
    assert rows[1].tolist() == [0, 1, 0, 0, 0, 0]
    assert not rows[2:].any()


def test_static_models_with_mapping_and_weights():
    """Newer models share rows between tokens, and weigh them."""
    tensors = {
        "embeddings": TABLE[1:3],
        "mapping": np.array([0, 0, 1, 1, 1]),
        "weights": np.array([1.0, 3.0, 4.0, 1.0, 1.0]),
    }
    assert Static("m", tokenize, tensors).encode(["ice harbour"])[0].tolist() == [0, 614 / 1024, 819 / 1024, 0, 0, 0]


class Session:
    """Stands for an ONNX model that answers a vector a token."""

    def __init__(self, *, pooled):
        self._pooled = pooled

    def get_inputs(self):
        """Ask for tokens and mask."""
        return [type("Input", (), {"name": name}) for name in ("input_ids", "attention_mask")]

    def run(self, _, given):
        """Look tokens up."""
        assert sorted(given) == ["attention_mask", "input_ids"]
        tokens = TABLE[given["input_ids"]]
        return [tokens, tokens[:, 0]] if self._pooled else [tokens]


def test_onnx_vectors():
    """A model's own sentence vector is taken where it has one, else the mean of its tokens; an empty text has a row."""
    assert Onnx("m", tokenize, Session(pooled=False)).encode(["ice harbour", ""]).shape == (2, 6)
    assert Onnx("m", tokenize, Session(pooled=True)).encode(["ice harbour"])[0].tolist() == [0, 1, 0, 0, 0, 0]


def test_another_encoder_is_told_from_the_packaged_one_by_its_width():
    """No vector of another encoder has the packaged one's width, whose language means it must not lose."""
    wide = np.eye(5, 512, dtype=np.float32)
    assert Static("m", tokenize, {"embeddings": wide}).encode(["ice"]).shape == (1, 513)


def test_stories_are_grouped_by_another_encoder():
    """Grouping takes vectors of any width."""
    text = "Ice closes the harbour of Tarnholm and fourteen ships wait outside for a pilot. " * 4
    stories = [Story(key, "en", None, "Ice closes the harbour", text) for key in "ab"]
    stories.append(
        Story("c", "en", None, "Bridge toll", "The council of Ostermar raises the toll for the bridge. " * 6)
    )
    encoder = Static("m", tokenize, {"embeddings": TABLE}, 0)
    rows = dict(zip("abc", encoder.encode([story.text for story in stories]), strict=True))
    before = group(stories[:1], rows)
    assert sorted(event.members for event in group(stories, rows, before)) == [("a", "b"), ("c",)]


def test_the_packaged_encoder_is_the_default(tmp_path):
    """Nothing said means the packaged one, under its own name in the cache."""
    encoder = open_encoder(tmp_path, "")
    assert isinstance(encoder, Packaged)
    assert encoder.name == ENCODER_NAME
    assert encoder.encode(["Ice"]).shape == (1, 512)


def test_no_model_is_named(tmp_path):
    """A folder without a model is a problem of the configuration, before anything is grouped."""
    (tmp_path / "m").mkdir()
    with pytest.raises(DigestError) as caught:
        encode_stories(tmp_path, [Story("a", "en", None, None, "Ice")], "m")
    assert caught.value.code is Exit.CONFIG
    assert "tokenizer.json" in str(caught.value)


@pytest.mark.parametrize(("model", "package"), [("model.safetensors", "tokenizers"), ("model.onnx", "onnxruntime")])
def test_missing_packages_are_named(tmp_path, model, package):
    """Where the packages that read a model are missing, the mend is the command that brings them."""
    (tmp_path / "m").mkdir()
    (tmp_path / "m/tokenizer.json").write_text("{}")
    (tmp_path / "m" / model).write_bytes(safetensors(embeddings=TABLE))
    if all(importlib.util.find_spec(name) for name in {"tokenizers", package}):
        return  # they are here: nothing is missing
    with pytest.raises(DigestError) as caught:
        open_encoder(tmp_path, "m")
    assert caught.value.problems[0].mend == "pip install 'curated-digest[encoders]'"
