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
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
SECTOR = 512
_CALLS = "openat,pwrite64,write,ftruncate,fsync,fdatasync,rename,renameat2,unlink,unlinkat"
_NOT_UNDERSTOOD = "writev,pwritev,pwritev2,sendfile,copy_file_range,fallocate,truncate,link,linkat"
"""Calls that would change a file in a way the reader does not follow: one of them in the folder ends
the recording, so that no write is overlooked."""
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+|\?)(?:<[^>]*>)?(?: .*)?$")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_FILE = re.compile(r"<((?:\\x[0-9a-f]{2})*)(?:\(deleted\))?>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One change of a folder, or an acknowledgement.

    Attributes:
        what: ``create``, ``write``, ``truncate``, ``sync``, ``rename``, ``unlink``, ``say``; ``folder``
            when a folder was flushed.
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


def environment() -> dict[str, str]:
    """What a step of ``programs`` is started with."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}


def record(strace: Path, folder: Path, arguments: Sequence[str], trace: Path) -> Recording:
    """Run a step of ``programs`` and write down what it does to a folder."""
    before = {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }
    command = [
        *(str(strace), "-f", "-qq", "-y", "-xx", "-s", "2000000", "-o", str(trace)),
        *(
            "-e",
            f"trace={_CALLS},{_NOT_UNDERSTOOD}",
            sys.executable,
            "-m",
            "tests.faults.programs",
            *arguments,
        ),
    ]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise AssertionError(done.stdout + done.stderr)
    lines = trace.read_text(encoding="ascii", errors="replace").splitlines()
    events = _Reader(folder, before).events(lines)
    return Recording(before=before, events=tuple(events))


class _Reader:
    """Reads what strace wrote."""

    def __init__(self, folder: Path, before: Iterable[str]) -> None:
        self._folder = f"{folder}/"
        self._files = set(before)
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
        if call in _NOT_UNDERSTOOD.split(",") and any(map(self._own, [*files, *names[:2]])):
            raise AssertionError(f"a call that is not understood: {call}({told[:200]})")
        match call:
            case "openat" if names:
                return self._opened(names[0], told)
            case "write" if told.startswith("1<"):
                return [Event(what="say", name=line) for line in names[0].splitlines()]
            case "write" | "pwrite64" if files and (name := self._own(files[0])) and texts:
                return [self._written(call, name, texts[0], told)]
            case "ftruncate" if files and (name := self._own(files[0])):
                return [Event(what="truncate", name=name, offset=int(told.rsplit(",", 1)[1]))]
            case "fsync" | "fdatasync" if files and f"{files[0]}/".startswith(self._folder):
                name = self._own(files[0])
                return [Event(what="sync" if name in self._files else "folder", name=name)]
            case "rename" | "renameat2" if len(names) > 1 and (name := self._own(names[0])):
                other = self._own(names[1])
                self._files.add(other)
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
        self._files.add(name)
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
                    _flush(names[event.name], 1.0, chance)
                case "rename":
                    names[event.other] = names.pop(event.name)
                    waiting.append(event)
                case "unlink":
                    names.pop(event.name, None)
                    waiting.append(event)
                case "folder" if not self._lies:
                    there = [name for name in {*sure, *names} if _folder_of(name) == event.name]
                    sure = {n: i for n, i in sure.items() if n not in there}
                    sure |= {name: names[name] for name in there if name in names}
                    waiting = [each for each in waiting if _folder_of(each.name) != event.name]
                case _:
                    pass
        for inode in made:
            share = chance.choice((0.0, 0.1, 0.5, 0.9))  # how much of the rest the disk got to
            _flush(inode, share, chance, tears=True)
        return {n: bytes(i.data) for n, i in self._remembered(sure, names, waiting, chance).items()}

    def after_a_kill(self, cut: int) -> dict[str, bytes]:
        """Files as a killed program leaves them after so many events: the system loses nothing."""
        names = {n: bytearray(data) for n, data in self._recording.before.items()}
        for event in self._recording.events[:cut]:
            match event.what:
                case "create":
                    names.setdefault(event.name, bytearray())
                case "write" | "truncate":
                    _apply(names[event.name], event, event.data)
                case "rename":
                    names[event.other] = names.pop(event.name)
                case "unlink":
                    names.pop(event.name, None)
                case _:
                    pass
        return {name: bytes(data) for name, data in names.items()}

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


def _folder_of(name: str) -> str:
    return name.rpartition("/")[0]


def _flush(inode: _Inode, share: float, chance: random.Random, *, tears: bool = False) -> None:
    loose, inode.loose = inode.loose, []
    for event in loose:
        if chance.random() >= share:
            continue
        data = event.data
        if tears and len(data) > SECTOR and chance.random() < 0.5:
            data = data[: SECTOR * chance.randrange(1, -(-len(data) // SECTOR))]
        _apply(inode.data, event, data)


def _apply(content: bytearray, event: Event, data: bytes) -> None:
    if event.what == "truncate":
        del content[event.offset :]
        content.extend(bytes(event.offset - len(content)))
        return
    content.extend(bytes(max(event.offset - len(content), 0)))
    content[event.offset : event.offset + len(data)] = data
