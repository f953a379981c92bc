"""Writes GGUF version 3: key-value pairs, tensor headers, then the tensors at multiples of 32 bytes."""
from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import numpy

ALIGNMENT = 32
_U32, _I32, _F32, _BOOL, _STRING, _ARRAY = 4, 5, 6, 7, 8, 9
_TENSOR_TYPES = {"float32": 0, "float16": 1}


class Integers(list):  # type: ignore[type-arg]
    """An array of signed 32-bit integers."""


class Floats(list):  # type: ignore[type-arg]
    """An array of 32-bit floats."""


def write(path: Path, pairs: dict[str, Any], tensors: dict[str, numpy.ndarray]) -> None:
    """Integers become u32, floats f32; a plain list holds texts."""
    head = bytearray(b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(pairs)))
    for key, value in pairs.items():
        head += _text(key) + _value(value)
    offset = 0
    for name, tensor in tensors.items():
        head += _text(name) + struct.pack("<I", tensor.ndim) + struct.pack(f"<{tensor.ndim}Q", *reversed(tensor.shape))
        head += struct.pack("<IQ", _TENSOR_TYPES[tensor.dtype.name], offset)
        offset += _padded(tensor.nbytes)
    with path.open("wb") as file:
        file.write(head.ljust(_padded(len(head)), b"\0"))
        for tensor in tensors.values():
            file.write(tensor.tobytes().ljust(_padded(tensor.nbytes), b"\0"))


def _padded(size: int) -> int:
    return -(-size // ALIGNMENT) * ALIGNMENT


def _text(text: str) -> bytes:
    data = text.encode()
    return struct.pack("<Q", len(data)) + data


def _value(value: Any) -> bytes:
    if isinstance(value, bool):
        return struct.pack("<I?", _BOOL, value)
    if isinstance(value, int):
        return struct.pack("<II", _U32, value)
    if isinstance(value, float):
        return struct.pack("<If", _F32, value)
    if isinstance(value, str):
        return struct.pack("<I", _STRING) + _text(value)
    if isinstance(value, Integers):
        return struct.pack("<IIQ", _ARRAY, _I32, len(value)) + struct.pack(f"<{len(value)}i", *value)
    if isinstance(value, Floats):
        return struct.pack("<IIQ", _ARRAY, _F32, len(value)) + struct.pack(f"<{len(value)}f", *value)
    return struct.pack("<IIQ", _ARRAY, _STRING, len(value)) + b"".join(_text(one) for one in value)
