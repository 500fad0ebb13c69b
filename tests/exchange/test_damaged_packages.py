"""Every bit of a package that flips, and every byte that is missing at its end, is noticed.

The ordinary run tries some places of each kind of package; the campaign tries every bit and every length.
"""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from quality_desktop.exchange import package, sealing
from quality_desktop.exchange.judging import Task, judge
from quality_desktop.exchange.keys import own_key
from quality_desktop.exchange.refusing import RefusedError
from quality_desktop.storage.header import schema_version
from tests.campaign import Count, Tally
from tests.exchange import packages

PASSWORD = "якорь мост дуб"
CHEAP = 14
KINDS = ("signed", "unsigned", "sealed")
TRIED = 20  # places of each kind in the ordinary run, and as many lengths

IsFound = Callable[[bytes], bool]


@pytest.fixture(scope="module")
def contents(district_file: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A right package of each kind."""
    folder = tmp_path_factory.mktemp("packages")
    log = packages.small_log(district_file, folder / "log.db")
    key = own_key(folder / "keys")
    manifest = packages.manifest_of(log, key)
    signed = package.packed(manifest, log, key)
    return {
        "signed": signed,
        "unsigned": package.packed(manifest, log, None),
        "sealed": sealing.seal(signed, PASSWORD, cost=CHEAP),
    }


@pytest.fixture
def is_found(tmp_path: Path, migrations: Path) -> IsFound:
    """Tells whether the damage of a content is noticed, and nothing of it kept."""
    path, folder = tmp_path / "пакет.qpack", tmp_path / "judged"
    folder.mkdir()
    task = Task(
        path=path,
        folder=folder,
        passwords=(PASSWORD,),
        version=schema_version(migrations),
        seconds=5.0,
        with_outside_edits=False,
    )

    def found(content: bytes) -> bool:
        path.write_bytes(content)
        try:
            judge(task)
        except RefusedError:
            return not any(folder.iterdir())
        task.log.unlink()
        return False

    return found


def flipped(content: bytes, bit: int) -> bytes:
    spoilt = bytearray(content)
    spoilt[bit // 8] ^= 1 << bit % 8
    return bytes(spoilt)


def some_damage(content: bytes, seed: str) -> Iterator[bytes]:
    """Flips and cuts at some places, the first and last ones among them."""
    chance = random.Random(seed)
    bits = {0, 8 * len(content) - 1, *chance.sample(range(8 * len(content)), TRIED)}
    lengths = {1, len(content) - 1, *chance.sample(range(1, len(content)), TRIED)}
    yield from (flipped(content, bit) for bit in sorted(bits))
    yield from (content[:length] for length in sorted(lengths))


def all_damage(content: bytes) -> Iterator[bytes]:
    """A flip of every bit and a cut at every length."""
    yield from (flipped(content, bit) for bit in range(8 * len(content)))
    yield from (content[:length] for length in range(len(content)))


def count(damaged: Iterator[bytes], is_found: IsFound, tally: Tally) -> int:
    """How many were tried; the tally learns of every one, before the first that passes fails the test."""
    missed = tried = 0
    for content in damaged:
        tried += 1
        missed += not is_found(content)
    tally.add(Count.FLIPS, tried)
    tally.add(Count.FLIPS_FOUND, tried - missed)
    assert missed == 0
    return tried


@pytest.mark.parametrize("kind", KINDS)
def test_damage_at_some_places_is_found(kind, contents, is_found, tally):
    assert not is_found(contents[kind])  # a right one passes
    count(some_damage(contents[kind], kind), is_found, tally)


@pytest.mark.campaign
@pytest.mark.parametrize("kind", KINDS)
def test_damage_at_every_bit_and_of_every_length_is_found(kind, contents, is_found, tally):
    tried = count(all_damage(contents[kind]), is_found, tally)
    assert tried == 9 * len(contents[kind])


@pytest.mark.parametrize("kind", ["signed", "unsigned"])
def test_a_package_whose_members_cannot_be_recognised_is_asked_for_again(
    kind: str, contents: dict[str, bytes], tmp_path: Path, migrations: Path
) -> None:
    """Advice about archives would send the clerk to unpack what only is spoilt."""
    path = tmp_path / "пакет.qpack"
    whole = contents[kind]
    names = whole.rindex(b"PK\x01\x02", 0, whole.index(b"PK\x01\x02") + 4)
    path.write_bytes(
        whole[:names]
        + whole[names:].replace(b"manifest", b"xanifest").replace(b"log.db", b"lxg.db")
    )
    (tmp_path / "judged").mkdir()
    task = Task(
        path=path,
        folder=tmp_path / "judged",
        passwords=(),
        version=schema_version(migrations),
        seconds=5.0,
        with_outside_edits=False,
    )
    with pytest.raises(RefusedError, match=r"пакет повреждён при пересылке.*ещё раз"):
        judge(task)
