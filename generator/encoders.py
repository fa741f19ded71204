"""Encoders of the site's own: a model2vec or ONNX model in a folder, named by `encoder` in `digest.toml`."""

from __future__ import annotations

import hashlib
import json
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from generator.errors import DigestError, Exit, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

MOST_TOKENS = 512
"""Tokens of a text that are looked at: what is encoded is a title and 600 characters."""

_GRID = 1024
"""Vectors are rounded to multiples of 1/1024, as the packaged encoder's are."""

_PACKAGED_WIDTH = 512

_TYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4"}


class Encoder(Protocol):
    """What grouping asks of an encoder.

    `name` tells the model and its version, for the cache; `encode` returns one row a text, all of one width, each text
    by itself: it must not depend on the others.
    """

    name: str

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode each text."""
        ...


class Packaged:
    """The encoder that lies in its Python package, the default."""

    def __init__(self) -> None:
        from generator.group.encoder import ENCODER_NAME

        self.name = ENCODER_NAME

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode each text."""
        from generator.group.encoder import encode

        return encode(texts)


class Static:
    """A model2vec model: a vector a token, of which a text's is the mean.

    `tokenize` gives the numbers of a text's tokens; `mapping` and `weights` are those of newer models.
    """

    def __init__(
        self,
        name: str,
        tokenize: Callable[[str], Sequence[int]],
        tensors: Mapping[str, NDArray[Any]],
        unknown: int | None = None,
    ) -> None:
        self.name = name
        self._tokenize = tokenize
        self._tensors = tensors
        self._unknown = unknown

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode each text; one without a known token gets zeros."""
        import numpy as np

        table, mapping = self._tensors["embeddings"], self._tensors.get("mapping")
        weights = self._tensors.get("weights")
        rows = np.zeros((len(texts), table.shape[1]), dtype=np.float64)
        for row, text in zip(rows, texts, strict=True):
            tokens = np.array([t for t in self._tokenize(text)[:MOST_TOKENS] if t != self._unknown], dtype=np.int64)
            if len(tokens):
                found = table[tokens if mapping is None else mapping[tokens]].astype(np.float64)
                row[:] = (found if weights is None else found * weights[tokens][:, None]).mean(axis=0)
        return _finish(rows)


class Onnx:
    """An ONNX model of sentences: its sentence vector where it has one, else the mean of its tokens' vectors."""

    def __init__(self, name: str, tokenize: Callable[[str], Sequence[int]], session: Any) -> None:  # noqa: ANN401  # onnxruntime carries no types
        self.name = name
        self._tokenize = tokenize
        self._session = session

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode each text by itself."""
        import numpy as np

        asked = {each.name for each in self._session.get_inputs()}
        rows = []
        for text in texts:
            tokens = np.array([self._tokenize(text)[:MOST_TOKENS] or [0]], dtype=np.int64)
            given = {
                "input_ids": tokens,
                "attention_mask": np.ones_like(tokens),
                "token_type_ids": np.zeros_like(tokens),
            }
            outputs = self._session.run(None, {name: value for name, value in given.items() if name in asked})
            flat = next((output for output in outputs if output.ndim == 2), None)
            rows.append(outputs[0][0].mean(axis=0) if flat is None else flat[0])
        return _finish(np.array(rows, dtype=np.float64))


def open_encoder(root: Path, folder: str) -> Encoder:
    """Open the encoder in `folder`, relative to the site's folder or absolute; "" means the packaged one.

    Raises DigestError where the folder holds no model, or a package that reads it is missing.
    """
    if not folder:
        return Packaged()
    path = root / folder
    model = next((path / name for name in ("model.safetensors", "model.onnx") if (path / name).is_file()), None)
    if model is None or not (path / "tokenizer.json").is_file():
        what = f"there is no model in {folder}: it needs tokenizer.json beside model.safetensors or model.onnx."
        mend = "correct the path, or delete the line to use the packaged encoder."
        raise _refuse(what, mend)
    digest = hashlib.sha256(model.read_bytes() + (path / "tokenizer.json").read_bytes()).hexdigest()[:16]
    name = f"{path.name} {digest}"
    tokenizer = _package("tokenizers", "tokenizers", folder).Tokenizer.from_file(str(path / "tokenizer.json"))
    if model.suffix == ".onnx":
        runtime = _package("onnxruntime", "onnxruntime", folder)
        options = runtime.SessionOptions()
        # One thread: sums in another order would be other vectors.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        session = runtime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        return Onnx(name, lambda text: list(tokenizer.encode(text).ids), session)
    tensors = read_tensors(model.read_bytes(), folder)
    if "embeddings" not in tensors:
        what = f"the model in {folder} has no tensor “embeddings”."
        raise _refuse(what, "use a model2vec model.")
    unknown = json.loads((path / "tokenizer.json").read_text(encoding="utf-8")).get("model", {}).get("unk_token")
    return Static(
        name,
        lambda text: list(tokenizer.encode(text, add_special_tokens=False).ids),
        tensors,
        tokenizer.token_to_id(unknown) if unknown else None,
    )


def read_tensors(data: bytes, folder: str) -> dict[str, NDArray[Any]]:
    """Read a safetensors file: eight bytes with the length of a JSON head, the head, the numbers.

    Raises DigestError where it is torn. See https://github.com/huggingface/safetensors#format.
    """
    import numpy as np

    try:
        size = int.from_bytes(data[:8], "little")
        head = json.loads(data[8 : 8 + size])
        found = {}
        for name, entry in head.items():
            if name != "__metadata__":
                start, end = entry["data_offsets"]
                part = data[8 + size + start : 8 + size + end]
                found[name] = np.frombuffer(part, dtype=_TYPES[entry["dtype"]]).reshape(entry["shape"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        what = f"the model in {folder} cannot be read ({error!r})."
        raise _refuse(what, "fetch it again.") from None
    return found


def _finish(rows: NDArray[np.float64]) -> NDArray[np.float32]:
    """Bring rows to length 1, and round them where processors agree."""
    import numpy as np

    if rows.shape[1] == _PACKAGED_WIDTH:
        # Grouping tells the packaged encoder's vectors by their width, and takes its language means from no others.
        rows = np.pad(rows, ((0, 0), (0, 1)))
    length = np.sqrt((rows * rows).sum(axis=1, keepdims=True))
    return np.asarray(np.round(rows / np.maximum(length, 1e-12) * _GRID) / _GRID + 0.0, dtype=np.float32)


def _package(name: str, wheel: str, folder: str) -> Any:  # noqa: ANN401  # packages without types
    try:
        return import_module(name)
    except ImportError:
        what = f"the encoder in {folder} needs the package {wheel}, which is not installed."
        raise _refuse(what, "pip install 'curated-digest[encoders]'") from None


def _refuse(what: str, mend: str) -> DigestError:
    why = "With another encoder than you asked for, articles would be grouped otherwise."
    return DigestError(Problem("digest.toml", 0, 0, "encoder", what, why, mend), code=Exit.CONFIG)
