"""A file cannot make the program look at other files or at the network."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sheets import hostile

CHECKOUT = Path(__file__).resolve().parents[2]
_READ = """
import sys
from pathlib import Path
from quality_desktop.sheets.cells import Refusal
from quality_desktop.sheets.reader import read_books

assert all(isinstance(each, Refusal) for each in read_books([Path(name) for name in sys.argv[1:]]))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="strace watches Linux")
def test_entities_reach_neither_files_nor_the_network(
    tmp_path: Path, find_tool: Callable[[str], Path]
):
    bait = tmp_path / "bait.txt"
    bait.write_text("secret", encoding="utf-8")
    files = {
        "entity.xlsx": hostile.external_entity(bait.as_uri()),
        "dtd.xlsx": hostile.external_dtd(bait.as_uri()),
        "net.xlsx": hostile.external_entity("http://127.0.0.1:9/bait"),
        "book.xlsx": hostile.with_doctype(
            f'<!DOCTYPE x SYSTEM "{bait.as_uri()}">', "x", part="xl/workbook.xml"
        ),
        "texts.xlsx": hostile.with_doctype(
            f'<!DOCTYPE x [<!ENTITY % x SYSTEM "{bait.as_uri()}"> %x;]>',
            "x",
            part="xl/sharedStrings.xml",
        ),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    trace = tmp_path / "trace"
    watched = ["-f", "-qq", "-e", "trace=%file,%network", "-o", str(trace)]
    subprocess.run(
        [
            find_tool("strace"),
            *watched,
            sys.executable,
            "-c",
            _READ,
            *(tmp_path / n for n in files),
        ],
        cwd=CHECKOUT,
        check=True,
    )
    lines = trace.read_text(encoding="utf-8", errors="replace").splitlines()
    assert any("entity.xlsx" in line and "open" in line for line in lines)
    arguments = [line for line in lines if "execve(" not in line]
    assert not [line for line in arguments if "bait" in line]
    assert not [line for line in arguments if "AF_INET" in line]
    written = [
        line for line in arguments if "O_CREAT" in line or "unlink" in line or "rename" in line
    ]
    assert not [line for line in written if str(tmp_path) in line]
