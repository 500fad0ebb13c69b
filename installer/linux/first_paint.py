"""Compares how soon programs show their window: from the start of the process to the first pixel.

Seen from outside, on a virtual screen whose memory is a file, so that a bundle and a checkout are
measured alike and neither is changed for it. They are started in turn, so that a busy machine slows all
of them; the first round is thrown away. Prints the median of each and its median ratio to the first.

    first_paint.py --runs 9 --file DISTRICT.quality 'checkout command' 'bundle command'
"""

from __future__ import annotations

import argparse
import contextlib
import mmap
import os
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

WIDTH, HEIGHT, BYTES_PER_PIXEL = 1366, 768, 4
LIMIT_S = 60


@contextlib.contextmanager
def screen() -> Iterator[tuple[str, Path]]:
    """A black virtual screen: its name and the file that holds its memory."""
    with tempfile.TemporaryDirectory() as folder:
        reading, writing = os.pipe()
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-br", "-nocursor",
             "-noreset", "-fbdir", folder],
            pass_fds=[writing], stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(writing)
        try:
            with os.fdopen(reading) as told:
                yield f":{told.readline().strip()}", Path(folder) / "Xvfb_screen0"
        finally:
            server.terminate()
            server.wait()


def seconds_to_first_pixel(
    command: list[str], display: str, memory: mmap.mmap, picture: slice
) -> float:
    """Starts a program, waits until the black screen shows anything, and ends the program.

    Raises:
        SystemExit: It showed nothing in time.
    """
    black = bytes(picture.stop - picture.start)
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {
            "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "XDG_DATA_HOME": home, "HOME": home,
        }  # fmt: skip
        start = time.perf_counter()
        program = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            while memory[picture] == black:
                if time.perf_counter() - start > LIMIT_S or program.poll() is not None:
                    sys.exit(f"No window: {shlex.join(command)}")
                time.sleep(0.001)
            found = time.perf_counter() - start
        finally:
            program.terminate()
            program.wait()
        while memory[picture] != black:
            time.sleep(0.005)
    return found


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("commands", nargs="+", type=shlex.split)
    parser.add_argument("--file", type=Path, help="what each of them opens")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument(
        "--limit", type=float, help="largest ratio to the first; beyond it the exit code is 1"
    )
    parsed = parser.parse_args()
    opened = [str(parsed.file)] if parsed.file else []
    with (
        screen() as (display, path),
        path.open("rb") as file,
        mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ) as memory,
    ):
        # The middle rows are enough to see a window, and quick to compare a thousand times a second.
        end = len(memory) - HEIGHT // 2 * WIDTH * BYTES_PER_PIXEL
        picture = slice(end - 8 * WIDTH * BYTES_PER_PIXEL, end)
        runs = [
            [
                seconds_to_first_pixel([*command, *opened], display, memory, picture)
                for command in parsed.commands
            ]
            for _round in range(parsed.runs + 1)
        ][1:]
    worst = 0.0
    for number, command in enumerate(parsed.commands):
        median = statistics.median(run[number] for run in runs)
        ratio = statistics.median(run[number] / run[0] for run in runs)
        worst = max(worst, ratio)
        print(f"{median * 1000:6.0f} ms  {ratio:.2f}  {command[0]}")
    sys.exit(parsed.limit is not None and worst > parsed.limit)


if __name__ == "__main__":
    main()
