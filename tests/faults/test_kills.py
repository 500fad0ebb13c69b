"""F1, F2, F23, F25, F26: the program is killed, at a random moment and at every write it makes."""

import contextlib
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from quality_desktop.storage.exchange_journal import Arrival
from quality_desktop.storage.store import Store
from tests.campaign import Count, Tally
from tests.faults.conftest import (
    Diverged,
    changes_in,
    injecting,
    lay_out,
    run_step,
    with_journal,
)
from tests.faults.power import Disk, Recording, environment
from tests.faults.programs import WRITER
from tests.faults.scenes import LIVE, Scene, is_consistent

BAD = (Count.NOT_OPENED, Count.HALF, Count.LOST)
CALLS = ("pwrite64", "fdatasync", "fsync", "ftruncate", "rename", "unlink")
"""All by which a step changes a disk; SQLite writes with the first."""
STEPS = ("merge", "load_results", "migrate", "back_up", "create")

SceneOf = Callable[[str], Scene]


def count(tally: Tally, what: Count, found: list[Count | None]) -> None:
    """Add to the numbers of the campaign."""
    tally.add(what, len(found))
    for bad in BAD:
        tally.add(bad, found.count(bad))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a step ended that was let go on for a while after its first write.

    Attributes:
        seconds: From its first write to its end.
        is_killed: It did not end by itself.
        said: Its lines.
    """

    seconds: float
    is_killed: bool
    said: Sequence[str]


def let_run(scene: Scene, folder: Path, seconds: float) -> Ended:
    """Begin a step, wait until it writes, and kill it so many seconds later."""
    words = scene.prepare(folder)
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.programs", *words],
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        said = [process.stdout.readline().rstrip("\n")]
        before = _files(folder)
        while process.poll() is None and _files(folder) == before:
            pass  # what it writes is the signal
        begun = time.monotonic()
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
        said += process.stdout.read().split("\n")
    is_killed = process.returncode == -signal.SIGKILL
    assert is_killed or process.returncode == 0, said
    return Ended(seconds=time.monotonic() - begun, is_killed=is_killed, said=said)


def _files(folder: Path) -> dict[str, tuple[int, int]]:
    """Names, sizes and times of everything in a folder."""
    found = dict[str, tuple[int, int]]()
    for path in folder.rglob("*"):
        with contextlib.suppress(FileNotFoundError):
            status = path.stat()
            found[path.name] = status.st_size, status.st_mtime_ns
    return found


def killed_at_random(
    scene: Scene, folder: Path, chance: random.Random, kills: int
) -> list[Count | None]:
    """Kill a step so many times while it writes; what is wrong with its file then."""
    span = let_run(scene, folder / "whole", seconds=60).seconds
    found: list[Count | None] = []
    for number in range(kills * 5):
        place = folder / f"{number}"
        ended = let_run(scene, place, seconds=chance.random() * span)
        if ended.is_killed:
            found.append(scene.judge(place, ended.said))
        else:
            span = min(span, ended.seconds)  # the first one was slow: the machine was busy
        shutil.rmtree(place)
        if len(found) == kills:
            return found
    raise AssertionError(f"only {len(found)} of {kills} kills came in time")


def killed_at_writes(
    scene: Scene, strace: Path, folder: Path, call: str, moments: range
) -> list[Count | None]:
    """Kill a step at the k-th call, for every k until it ends by itself."""
    found: list[Count | None] = []
    for when in moments:
        place = folder / f"{call}{when}"
        wrap = injecting(strace, call, f"signal=KILL:when={when}")
        done = run_step(*scene.prepare(place), wrap=wrap)
        if done.returncode == 0:
            break
        assert done.returncode in (-signal.SIGKILL, 128 + signal.SIGKILL), done.stderr
        found.append(scene.judge(place, done.stdout.split("\n")))
        if found[-1] is None and len(found) % 10 == 0 and (place / LIVE).exists():
            found[-1] = None if is_consistent(place / LIVE) else Count.HALF
    return found


def after_every_call(
    scene: Scene, recording: Recording, folder: Path, *, pace: int = 1
) -> list[Count | None]:
    """Judge the files as a kill after each call of a recorded step would leave them."""
    disk, found = Disk(recording), []
    begin = next(place for place, event in enumerate(recording.events) if event.what == "say")
    for cut in range(begin, len(recording.events) + 1, pace):
        shown = lay_out(disk.after_a_kill(cut), folder / "killed")
        found.append(scene.judge(shown, recording.said(cut)))
    return found


@pytest.mark.slow
def test_a_merge_killed_at_any_call_is_whole_or_has_not_begun(
    scene_of: SceneOf, recorded: Callable[[str], Recording], tmp_path: Path
):
    found = after_every_call(scene_of("merge"), recorded("merge"), tmp_path, pace=6)
    assert set(found) == {None}


@pytest.mark.slow
@pytest.mark.parametrize("when", [4, 30, 90])
def test_a_merge_that_was_killed_is_made_again_and_nothing_comes_twice(
    when: int,
    diverged: Diverged,
    tmp_path: Path,
    migrations: Path,
    find_tool: Callable[[str], Path],
):
    """Killed before anything is written, in the middle, and near the end."""
    path = Path(shutil.copy(diverged.ours, tmp_path / LIVE))
    wrap = injecting(
        find_tool("strace"), "pwrite64", f"signal=KILL:when={when}", *with_journal(path)
    )
    run_step("merge", path, diverged.log, tmp_path / "копии", wrap=wrap)
    with Store.open(path, migrations=migrations, writer=WRITER) as store:
        store.merge(diverged.log, Arrival(file_name="log"))
        assert store.merge(diverged.log, Arrival(file_name="log")).new_changes == 0
        assert store.check() == []
    assert changes_in(path) == diverged.after


@pytest.mark.campaign
@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_whole_or_has_not_begun_after_every_single_call(
    step: str,
    scene_of: SceneOf,
    recorded: Callable[[str], Recording],
    tmp_path: Path,
    tally: Tally,
):
    """Every k-th write, flush, rename: what the system holds then is known from the recording."""
    found = after_every_call(scene_of(step), recorded(step), tmp_path)
    count(tally, Count.STATES, found)
    assert set(found) == {None}


@pytest.mark.slow
@pytest.mark.parametrize(("call", "when"), [("pwrite64", 190), ("fdatasync", 9)])
def test_a_merge_killed_in_earnest_is_whole_or_has_not_begun(
    call: str, when: int, scene_of: SceneOf, find_tool: Callable[[str], Path], tmp_path: Path
):
    scene, moments = scene_of("merge"), range(when, when + 1)
    found = killed_at_writes(scene, find_tool("strace"), tmp_path, call, moments)
    assert found == [None]


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("step", ["merge", "edits", "load_results", "migrate"])
def test_a_step_killed_at_a_random_moment_is_whole_or_has_not_begun(
    step: str, seed: int, scene_of: SceneOf, tmp_path: Path, tally: Tally
):
    chance = random.Random(seed)
    found = killed_at_random(scene_of(step), tmp_path, chance, kills=20)
    count(tally, Count.KILLS, found)
    assert set(found) == {None}


@pytest.mark.campaign
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("call", CALLS)
def test_a_step_killed_at_its_kth_call_is_whole_or_has_not_begun(
    step: str,
    call: str,
    scene_of: SceneOf,
    find_tool: Callable[[str], Path],
    tmp_path: Path,
    tally: Tally,
):
    """Killed in earnest at every call of a sort; of the hundreds of writes at every seventh."""
    moments = range(1, 10_000, 7 if call == "pwrite64" else 1)
    found = killed_at_writes(scene_of(step), find_tool("strace"), tmp_path, call, moments)
    count(tally, Count.WRITES, found)
    assert set(found) <= {None}
    assert found or call != "pwrite64", "strace hit nothing: every step writes"
