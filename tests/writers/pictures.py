"""Small pictures made of nothing but the rules of the format."""

import struct
import zlib


def png(width: int = 2, height: int = 1, *, colour: bytes = b"\x10\x60\xb0") -> bytes:
    """A PNG of one colour, three bytes a pixel."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = b"".join(b"\0" + colour * width for _ in range(height))
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(name, data) for name, data in parts)


def _part(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
