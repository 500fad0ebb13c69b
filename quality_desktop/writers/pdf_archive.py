"""What makes a PDF an archive copy (PDF/A-2b): colour profile, declaration, nothing forbidden.

The text is black, so any RGB profile serves as output intent; the one here is sRGB with a plain gamma, made
of its published numbers, so that no file of a third party has to travel with the program.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence
from typing import TYPE_CHECKING

from quality_desktop.documents.model import Document

if TYPE_CHECKING:
    import pikepdf

_D50 = (0.9642, 1.0, 0.8249)
_PRIMARIES = {
    b"rXYZ": (0.4360747, 0.2225045, 0.0139322),
    b"gXYZ": (0.3850649, 0.7168786, 0.0971045),
    b"bXYZ": (0.1430804, 0.0606169, 0.7141733),
}
_GAMMA = 0x0233  # 2.2 in eighths of a byte: the curve of sRGB without its straight foot
_HEADER_SIZE = 128


def archived(pdf: bytes) -> bytes:
    """The same pages, declared and fitted as PDF/A-2b."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        return _fitted(document)


def parted(pdf: bytes, parts: Sequence[tuple[int, Document]]) -> list[bytes]:
    """Papers that were drawn one after another, each as a PDF/A-2b of its own.

    Args:
        pdf: All of them.
        parts: How many pages each has, and the paper, for its title.
    """
    import pikepdf

    found: list[bytes] = []
    with pikepdf.open(io.BytesIO(pdf)) as whole:
        start = 0
        for count, paper in parts:
            with pikepdf.new() as document:
                document.pages.extend(whole.pages[start : start + count])
                start += count
                document.Root.Lang = pikepdf.String("ru-RU")
                for key, text in (
                    ("/Title", paper.title),
                    ("/Author", paper.author),
                    ("/Subject", paper.subject),
                    ("/Creator", str(whole.docinfo.get("/Creator", ""))),
                    ("/Producer", str(whole.docinfo.get("/Producer", ""))),
                ):
                    document.docinfo[key] = pikepdf.String(text)
                found.append(_fitted(document))
    return found


def _fitted(document: pikepdf.Pdf) -> bytes:
    import pikepdf

    for page in document.pages:
        if "/Trans" in page.obj:  # an empty page transition, forbidden in an archive
            del page.obj["/Trans"]
    for key in ("/CreationDate", "/ModDate", "/Trapped"):
        # To keep the bytes equal the library writes a date of the year 2000; no date is better.
        if key in document.docinfo:
            del document.docinfo[key]
    profile = document.make_stream(rgb_profile(), N=3)
    document.Root.OutputIntents = pikepdf.Array(
        [
            document.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.OutputIntent,
                    S=pikepdf.Name.GTS_PDFA1,
                    OutputConditionIdentifier=pikepdf.String("sRGB"),
                    Info=pikepdf.String("sRGB"),
                    DestOutputProfile=profile,
                )
            )
        ]
    )
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata.load_from_docinfo(document.docinfo)
        metadata["pdfaid:part"] = "2"
        metadata["pdfaid:conformance"] = "B"
        metadata["dc:language"] = ["ru-RU"]
    target = io.BytesIO()
    document.save(
        target,
        deterministic_id=True,
        min_version="1.7",
        fix_metadata_version=False,
        # The streams are packed already; unpacking and packing them again is half of the time.
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
    )
    return target.getvalue()


def rgb_profile() -> bytes:
    """A display profile of ICC version 2 with the primaries of sRGB."""
    curve = b"curv" + struct.pack(">4xIH2x", 1, _GAMMA)
    tags = {
        b"desc": _description("sRGB"),
        b"cprt": b"text" + struct.pack(">4x") + b"No copyright, use freely\0",
        b"wtpt": _colour(_D50),
        **{name: _colour(value) for name, value in _PRIMARIES.items()},
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    table, body = struct.pack(">I", len(tags)), b""
    start = _HEADER_SIZE + 4 + 12 * len(tags)
    for name, data in tags.items():
        table += name + struct.pack(">II", start + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    return _profile_header(start + len(body)) + table + body


def _profile_header(size: int) -> bytes:
    date = struct.pack(">6H", 2025, 1, 1, 0, 0, 0)
    white = struct.pack(">3i", *(round(part * 65536) for part in _D50))
    header = struct.pack(">I4xI", size, 0x02100000) + b"mntrRGB XYZ " + date + b"acsp"
    return (header + b"\0" * 28 + white).ljust(_HEADER_SIZE, b"\0")


def _colour(value: tuple[float, float, float]) -> bytes:
    return b"XYZ " + struct.pack(">4x3i", *(round(part * 65536) for part in value))


def _description(text: str) -> bytes:
    ascii_text = text.encode("ascii") + b"\0"
    return (
        b"desc" + struct.pack(">4xI", len(ascii_text)) + ascii_text + b"\0" * (4 + 4 + 2 + 1 + 67)
    )
