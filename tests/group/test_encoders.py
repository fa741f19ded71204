"""Encoders of the site's own: tiny models made here, read without the packages that write them."""

from __future__ import annotations

import json
import sys

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
def test_missing_packages_are_named(tmp_path, monkeypatch, model, package):
    """Where a package that reads a model is missing, the mend is the command that brings it."""
    lay(tmp_path / "m", model, b"whatever")
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(DigestError) as caught:
        open_encoder(tmp_path, "m")
    assert package in caught.value.problems[0].what
    assert caught.value.problems[0].mend == "pip install 'curated-digest[encoders]'"


def lay(folder, name, model):
    """Lay a model into a folder, with a tokenizer of five words that puts a mark before each text where it may."""
    folder.mkdir()
    (folder / name).write_bytes(model)
    tokenizer = {
        "version": "1.0",
        "normalizer": {"type": "Lowercase"},
        "pre_tokenizer": {"type": "Whitespace"},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [{"SpecialToken": {"id": "[UNK]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
            "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
            "special_tokens": {"[UNK]": {"id": "[UNK]", "ids": [0], "tokens": ["[UNK]"]}},
        },
        "added_tokens": [
            {"id": 0, "content": "[UNK]", "single_word": False, "lstrip": False, "rstrip": False, "normalized": False}
            | {"special": True}
        ],
        "model": {"type": "WordLevel", "vocab": {word: at for at, word in enumerate(WORDS)}, "unk_token": "[UNK]"},
    }
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer))


def field(number, value):
    """Write a field of a protocol buffer: a number, or bytes with their length."""
    if isinstance(value, int):
        return bytes([number << 3, value])
    data = value.encode() if isinstance(value, str) else b"".join(value) if isinstance(value, list) else value
    size = bytes([len(data)]) if len(data) < 128 else bytes([len(data) & 127 | 128, len(data) >> 7])
    return bytes([number << 3 | 2]) + size + data


def table_model():
    """Write an ONNX model by hand that looks each token up in the table. See onnx.proto in the ONNX repository."""
    sized = [field(1, field(2, name)) for name in ("text", "token")]
    ids = [field(1, "input_ids"), field(2, field(1, [field(1, 7), field(2, sized)]))]
    rows = [field(1, "rows"), field(2, field(1, [field(1, 1), field(2, [*sized, field(1, field(1, TABLE.shape[1]))])]))]
    table = [*(field(1, size) for size in TABLE.shape), field(2, 1), field(8, "table"), field(9, TABLE.tobytes())]
    node = [field(1, "table"), field(1, "input_ids"), field(2, "rows"), field(4, "Gather")]
    graph = [field(1, node), field(2, "look up"), field(5, table), field(11, ids), field(12, rows)]
    return b"".join([field(1, 8), field(7, graph), field(8, field(2, 13))])


def test_an_onnx_model_is_opened(tmp_path):
    """The real packages read tokenizer and model; a text's vector is the mean of its tokens', the leading mark included."""
    lay(tmp_path / "m", "model.onnx", table_model())
    encoder = open_encoder(tmp_path, "m")
    assert isinstance(encoder, Onnx)
    rows = encoder.encode(["Ice harbour", "Ice harbour, bridge " * 900])
    assert rows[0].tolist() == [591 / 1024, 591 / 1024, 591 / 1024, 0, 0, 0]
    assert rows.shape == (2, 6), "a text longer than the model takes is cut"
    assert encoder.name == open_encoder(tmp_path, "m").name


def test_a_static_model_is_opened(tmp_path):
    """The real tokenizer serves a static model: no mark leads, and unknown words are left out."""
    lay(tmp_path / "m", "model.safetensors", safetensors(embeddings=TABLE))
    encoder = open_encoder(tmp_path, "m")
    assert isinstance(encoder, Static)
    assert encoder.encode(["Ice harbour nowhere"])[0].tolist() == [0, 724 / 1024, 724 / 1024, 0, 0, 0]
    stories = [Story("a", "en", None, "Ice", "harbour"), Story("b", "en", None, None, "toll")]
    first, again = (encode_stories(tmp_path, stories, "m") for _ in range(2))
    assert {ident: row.tolist() for ident, row in first.items()} == {key: row.tolist() for key, row in again.items()}
    assert first["b"].tolist() == [0, 0, 0, 1, 0, 0]
