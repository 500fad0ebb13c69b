"""F3–F6, F37: the power goes at any moment, and the disk kept any part of what was not flushed."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.campaign import Count, Tally
from tests.faults.conftest import lay_out
from tests.faults.power import Disk, Recording
from tests.faults.scenes import LIVE, Scene, is_consistent

BAD = (Count.NOT_OPENED, Count.HALF, Count.LOST)
FEW = {"merge": 40, "create": 10}
"""Images of each step in the ordinary run."""
MANY = {
    "edits": 450,
    "merge": 900,
    "load_results": 250,
    "migrate": 120,
    "back_up": 250,
    "create": 450,
    "settings": 300,
}
"""Images of each step and seed in the campaign."""

Recorded = Callable[[str], Recording]
SceneOf = Callable[[str], Scene]


def images(
    recording: Recording, scene: Scene, number: int, seed: int, folder: Path, tally: Tally
) -> list[tuple[int, Count]]:
    """Cut a recording at random moments; what is bad about the images, by moment."""
    chance = random.Random(seed)
    disk, found = Disk(recording), []
    begin = next(i for i, event in enumerate(recording.events) if event.what == "say")
    for place in range(number):
        cut = chance.randint(begin, len(recording.events))
        shown = lay_out(disk.image(cut, chance), folder / "image")
        bad = scene.judge(shown, recording.said(cut))
        if bad is None and place % 20 == 0 and (shown / LIVE).exists():
            bad = None if is_consistent(shown / LIVE) else Count.HALF
        if bad is not None:
            found.append((cut, bad))
    tally.add(Count.IMAGES, number)
    for what in BAD:
        tally.add(what, sum(bad is what for _, bad in found))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("step", FEW)
def test_a_loss_of_power_leaves_a_whole_file_and_nothing_acknowledged_is_lost(
    step: str, scene_of: SceneOf, recorded: Recorded, tmp_path: Path, tally: Tally
):
    assert images(recorded(step), scene_of(step), FEW[step], 1, tmp_path, tally) == []


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("step", MANY)
def test_thousands_of_losses_of_power_leave_whole_files(
    step: str,
    seed: int,
    scene_of: SceneOf,
    recorded: Recorded,
    tmp_path: Path,
    tally: Tally,
):
    assert images(recorded(step), scene_of(step), MANY[step], 100 + seed, tmp_path, tally) == []


@pytest.mark.slow
def test_what_was_recorded_is_what_the_step_did(
    scene_of: SceneOf, recorded: Recorded, tmp_path: Path
):
    """Played to its end, the recording gives the file that the program left: no write is overlooked."""
    recording = recorded("merge")
    shown = lay_out(Disk(recording).after_a_kill(len(recording.events)), tmp_path / "end")
    assert scene_of("merge").judge(shown, recording.said(len(recording.events))) is None
    assert is_consistent(shown / LIVE)
    assert any(shown.joinpath("копии").rglob("*.quality"))
    assert [event.name for event in recording.events if event.what == "say"] == [
        "ready",
        "done 210",
    ]


@pytest.mark.slow
def test_a_disk_that_lies_about_flushing_is_found_out(
    scene_of: SceneOf, recorded: Recorded, tmp_path: Path
):
    """Nothing helps against it but copies elsewhere. It also shows that the judges do see damage."""
    recording, chance = recorded("merge"), random.Random(7)
    disk, end = Disk(recording, lies=True), len(recording.events)
    found = [
        scene_of("merge").judge(
            lay_out(disk.image(end, chance), tmp_path / "lie"), recording.said(end)
        )
        for _ in range(12)
    ]
    assert Count.NOT_OPENED in found
    assert len([bad for bad in found if bad]) > 6
