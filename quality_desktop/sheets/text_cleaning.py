"""Text of a cell made fit to keep: what cannot be seen is taken out, what can be seen stays.

The rule: NFC; every end of line becomes one newline; tabs and odd spaces stay (whoever compares folds
them); control characters, lone surrogates, and marks that are invisible or turn the direction of writing
are dropped; nothing else is changed, so look-alike letters and quotes stay as they were typed.
"""

from __future__ import annotations

import re
import unicodedata

# Controls but tab and newline; soft hyphen; zero-width and direction marks; separators of lines; the
# byte order mark; annotation marks; surrogates; tags; what Unicode calls no character.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_LINES = re.compile("\r\n|\r|\x85|\u2028|\u2029")


def clean_text(text: str) -> str:
    """The text without what a person cannot see; the same text when nothing is wrong with it."""
    if text.isprintable() and unicodedata.is_normalized("NFC", text):
        return text
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", _LINES.sub("\n", text)))
