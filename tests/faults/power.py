"""Loss of power, simulated on what the real program really asked of the system.

strace writes down every call by which a process changed files: all of them with their data, so that
not only SQLite's writes are seen, as a VFS of our own would show them, but also those of temporary
names, replacing and flushing of folders. An image is what a disk could hold if the power went at a
moment: everything that was flushed, and of the rest a random part: writes lost, torn at sectors or in
another order, new names not remembered (SQLite's own model, https://sqlite.org/atomiccommit.html).
"""

import os
import random
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
SECTOR = 512
_CALLS = "openat,pwrite64,write,ftruncate,fsync,fdatasync,rename,renameat2,unlink,unlinkat"
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+|\?)(?:<[^>]*>)?(?: .*)?$")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_FILE = re.compile(r"<((?:\\x[0-9a-f]{2})*)(?:\(deleted\))?>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One change of a folder, or an acknowledgement.

    Attributes:
        what: ``create``, ``write``, ``truncate``, ``sync``, ``folder``, ``rename``, ``unlink``, ``say``.
        name: File in the folder, with its subfolder; what was said.
        other: New name.
        offset: Of the data; the new length when truncated.
    """

    what: str
    name: str = ""
    other: str = ""
    offset: int = 0
    data: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """What a process did to a folder.

    Attributes:
        before: Files of the folder when it began.
        events: What it did, in order.
    """

    before: dict[str, bytes]
    events: tuple[Event, ...]

    def said(self, cut: int) -> list[str]:
        """What was acknowledged before a moment."""
        return [event.name for event in self.events[:cut] if event.what == "say"]


def record(strace: Path, folder: Path, arguments: Sequence[str], trace: Path) -> Recording:
    """Run a step of ``programs`` and write down what it does to a folder."""
    before = {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }
    command = [
        *(str(strace), "-f", "-qq", "-y", "-xx", "-s", "2000000", "-o", str(trace)),
        *("-e", f"trace={_CALLS}", sys.executable, "-m", "tests.faults.programs", *arguments),
    ]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise AssertionError(done.stdout + done.stderr)
    lines = trace.read_text(encoding="ascii", errors="replace").splitlines()
    events = _Reader(folder).events(lines)
    return Recording(before=before, events=tuple(events))


class _Reader:
    """Reads what strace wrote."""

    def __init__(self, folder: Path) -> None:
        self._folder = f"{folder}/"
        self._known: set[str] = set()
        self._ends: dict[str, int] = {}

    def events(self, lines: Sequence[str]) -> list[Event]:
        found = []
        for line in lines:
            call = _CALL.match(line)
            if call and not call.group(3).startswith("-"):
                found += self._event(call.group(1), call.group(2))
        return found

    def _event(self, call: str, told: str) -> list[Event]:
        files = [_bytes(one).decode("utf-8", "replace") for one in _FILE.findall(told)]
        texts = [_bytes(one) for one in _TEXT.findall(told)]
        names = [text.decode("utf-8", "replace") for text in texts]
        match call:
            case "openat" if names:
                return self._opened(names[0], told)
            case "write" if told.startswith("1<"):
                return [Event(what="say", name=line) for line in names[0].splitlines()]
            case "write" | "pwrite64" if files and (name := self._own(files[0])) and texts:
                return [self._written(call, name, texts[0], told)]
            case "ftruncate" if files and (name := self._own(files[0])):
                return [Event(what="truncate", name=name, offset=int(told.rsplit(",", 1)[1]))]
            case "fsync" | "fdatasync" if files:
                if name := self._own(files[0]):
                    return [Event(what="sync", name=name)]
                is_inside = f"{files[0]}/".startswith(self._folder)
                return [Event(what="folder")] if is_inside else []
            case "rename" | "renameat2" if len(names) > 1 and (name := self._own(names[0])):
                other = self._own(names[1]) or ""
                return [Event(what="rename", name=name, other=other)] if other else []
            case "unlink" | "unlinkat" if names and (name := self._own(names[-1])):
                return [Event(what="unlink", name=name)]
            case _:
                return []

    def _own(self, path: str) -> str:
        return path.removeprefix(self._folder) if path.startswith(self._folder) else ""

    def _opened(self, path: str, told: str) -> list[Event]:
        name = self._own(path)
        if not name or "O_DIRECTORY" in told:
            return []
        self._ends[name] = 0
        if "O_CREAT" not in told:
            return []
        events = [Event(what="create", name=name)]
        if "O_TRUNC" in told:
            events.append(Event(what="truncate", name=name))
        return events

    def _written(self, call: str, name: str, data: bytes, told: str) -> Event:
        if call == "pwrite64":
            return Event(what="write", name=name, data=data, offset=int(told.rsplit(",", 1)[1]))
        offset = self._ends.get(name, 0)
        self._ends[name] = offset + len(data)
        return Event(what="write", name=name, data=data, offset=offset)


def _bytes(told: str) -> bytes:
    return bytes.fromhex(told.replace("\\x", ""))


@dataclass(slots=True)
class _Inode:
    """A file whatever it is called: what the disk holds, and what was not flushed yet."""

    data: bytearray = field(default_factory=bytearray)
    loose: list[Event] = field(default_factory=list)


class Disk:
    """A disk that may lose what was not flushed.

    ``lies`` makes it a bad one that forgets even what it said was flushed.
    """

    def __init__(self, recording: Recording, *, lies: bool = False) -> None:
        self._recording = recording
        self._lies = lies

    def image(self, cut: int, chance: random.Random) -> dict[str, bytes]:
        """Files as they could be found if the power went after so many events."""
        names = {n: _Inode(bytearray(data)) for n, data in self._recording.before.items()}
        sure = dict(names)
        waiting: list[Event] = []
        made: list[_Inode] = list(names.values())
        for event in self._recording.events[:cut]:
            match event.what:
                case "create":
                    if event.name not in names:
                        names[event.name] = _Inode()
                        made.append(names[event.name])
                        waiting.append(event)
                case "write" | "truncate":
                    names[event.name].loose.append(event)
                case "sync" if not self._lies:
                    _flush(names[event.name], lambda _event: True, chance)
                case "rename":
                    names[event.other] = names.pop(event.name)
                    waiting.append(event)
                case "unlink":
                    names.pop(event.name, None)
                    waiting.append(event)
                case "folder" if not self._lies:
                    sure, waiting = dict(names), []
                case _:
                    pass
        for inode in made:
            _flush(inode, lambda _event: chance.random() < 0.5, chance, tears=True)
        return {n: bytes(i.data) for n, i in self._remembered(sure, names, waiting, chance).items()}

    def _remembered(
        self,
        sure: dict[str, _Inode],
        names: dict[str, _Inode],
        waiting: list[Event],
        chance: random.Random,
    ) -> dict[str, _Inode]:
        """Names as a journal of the file system brings them back: in order, up to some point."""
        if chance.random() < 0.3:
            return names
        kept = dict(sure)
        later = dict(names)
        for event in waiting[: chance.randint(0, len(waiting))]:
            match event.what:
                case "create":
                    kept[event.name] = later.get(event.name, _Inode())
                case "rename" if event.name in kept:
                    kept[event.other] = later.get(event.other, kept[event.name])
                    del kept[event.name]
                case _:
                    kept.pop(event.name, None)
        return kept


def _flush(inode: _Inode, is_kept: object, chance: random.Random, *, tears: bool = False) -> None:
    loose, inode.loose = inode.loose, []
    for event in loose:
        if not is_kept(event):  # type: ignore[operator]
            continue
        if event.what == "truncate":
            del inode.data[event.offset :]
            inode.data.extend(bytes(event.offset - len(inode.data)))
            continue
        data = event.data
        if tears and len(data) > SECTOR and chance.random() < 0.5:
            data = data[: SECTOR * chance.randrange(1, -(-len(data) // SECTOR))]
        inode.data.extend(bytes(max(event.offset - len(inode.data), 0)))
        inode.data[event.offset : event.offset + len(data)] = data
