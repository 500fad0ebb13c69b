"""Several PDF files as one, for printing in one go."""

from __future__ import annotations

import io
from collections.abc import Iterable


def joined(papers: Iterable[bytes]) -> bytes:
    """The pages of all these files in their order, fitted as PDF/A-2b like each of them.

    Fonts that several files share stay as they are in each: a printer does not mind.

    Args:
        papers: Files that ``to_pdf`` made, at least one.
    """
    import pikepdf

    target = io.BytesIO()
    first, *rest = papers
    with pikepdf.open(io.BytesIO(first)) as whole:
        for content in rest:
            with pikepdf.open(io.BytesIO(content)) as part:
                whole.pages.extend(part.pages)
        whole.save(
            target,
            deterministic_id=True,
            min_version="1.7",
            fix_metadata_version=False,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
        )
    return target.getvalue()
