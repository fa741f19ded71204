"""Frozen nouns of which there are very many: what keeps them frozen costs more than all else that making them does."""

from __future__ import annotations

from dataclasses import field, fields, make_dataclass
from typing import Any, TypeVar

T = TypeVar("T")


def light(cls: type[T]) -> type[T]:
    """Let the instances of a frozen dataclass be made as fast as those of a plain one, which is six times as fast.

    A frozen dataclass sets each of its fields past its own `__setattr__`, at the price of a call. For readers and for mypy,
    which looks at every assignment, the class is as frozen as it says; only the second guard, at run time, is gone.
    """
    each = [
        (one.name, Any, field(default=one.default, default_factory=one.default_factory))
        for one in fields(cls)  # type: ignore[arg-type]  # a dataclass, as the name says
    ]
    del cls.__setattr__, cls.__delattr__
    setattr(cls, "__init__", vars(make_dataclass(cls.__name__, each))["__init__"])  # noqa: B010  # mypy would guard it
    return cls
