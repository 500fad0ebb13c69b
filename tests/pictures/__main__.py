"""Takes all pictures of the help again: ``installer/run.sh pictures``.

The same program gives the same files, byte by byte: the day, the letters and the sample are fixed.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from tests.pictures import clock

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_SCALE_FACTOR"] = "1"
clock.stop()

from tests.pictures.scenes import ACTS  # noqa: E402 - the day must stand still first
from tests.pictures.stage import Stage  # noqa: E402

_CHECKOUT = Path(__file__).resolve().parents[2]
_HELP = _CHECKOUT / "resources" / "help" / "pictures"


def main() -> int:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=_HELP)
    parser.add_argument("--only", nargs="*", default=[])
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    total = 0
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(Path(folder))
        for act in ACTS:
            scenes = [name for name in act.scenes if not asked.only or name in asked.only]
            if scenes and act.sample:
                stage.open(act.sample, act.title)
            for name in scenes:
                picture = act.scenes[name](stage)
                (asked.out / f"{name}.png").write_bytes(picture)
                total += len(picture)
                sys.stdout.write(f"{name}.png  {len(picture) / 1024:.0f} KB\n")
        stage.close()
    sys.stdout.write(f"{total / 1024:.0f} KB in all\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
