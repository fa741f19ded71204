"""Fingerprints: short names of values, equal where the values are equal."""

from __future__ import annotations

from hashlib import blake2b, sha256
from typing import TypeAlias, Union

Part: TypeAlias = Union[str, int, bool, "tuple[Part, ...]", None]


def fingerprint(*parts: Part) -> str:
    """Return the fingerprint of values that are texts, whole numbers, truths, nothing, or tuples of these.

    32 hexadecimal digits of BLAKE2b (RFC 7693) over their Python notation, which no two different values share.
    """
    return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def fingerprint_bytes(data: bytes) -> str:
    """Return the fingerprint of bytes: 32 hexadecimal digits of BLAKE2b."""
    return blake2b(data, digest_size=16).hexdigest()


def fingerprint_body(body: str) -> str:
    """Return the fingerprint by which a body that was edited by hand is told: SHA-256, hex.

    Lines that were added at the end do not count, others do: the receipt speaks of the body's lines by number.
    """
    return sha256(body.rstrip().encode()).hexdigest()
