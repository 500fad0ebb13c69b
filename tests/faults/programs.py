"""What a process of its own does to a file until something befalls it.

``python -m tests.faults.programs STEP FILE …`` runs the program's own code. What it prints is what it
acknowledges: after «ready» it begins, after «done N» the N-th thing is saved.
"""

import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path

from quality_desktop import paths
from quality_desktop.domain.directory import Person
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import new_id
from quality_desktop.storage.backup_rotation import Places
from quality_desktop.storage.store import Store, Writer

PER_EDIT = 30
"""Records of one transaction of ``edits``."""
WRITER = Writer(author="Иванова А. П.", host=platform.node(), program_version="0")


def open_store(path: Path, copies: str = "") -> Store:
    places = Places(folder=Path(copies), warn=say) if copies else None
    return Store.open(path, migrations=paths.bundled().migrations, writer=WRITER, places=places)


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def edits(path: Path, count: str, note: str = "20") -> None:
    """Transactions of thirty people each, numbered by their surname."""
    with open_store(path) as store:
        begin = len({person.surname for person in store.all(Person)})
        say("ready")
        for number in range(begin, begin + int(count)):
            with store.work(f"Ввод {number}") as work:
                work.put_all(
                    Person(id=new_id(), surname=str(number), note="н" * int(note))
                    for _ in range(PER_EDIT)
                )
                work.commit()
            say(f"done {number}")


def hold(path: Path) -> None:
    """Keep the file open until the input ends."""
    with open_store(path):
        say("ready")
        sys.stdin.read()


def stubborn(path: Path, count: str, copies: str = "") -> None:
    """Enter a person again and again, whatever is refused, and tell what the file holds in the end."""
    with open_store(path, copies) as store:
        say("ready")
        for number in range(int(count)):
            try:
                with store.work(f"Ввод {number}") as work:
                    work.put(Person(id=new_id(), surname=str(number)))
                    work.commit()
                say(f"done {number}")
            except QualityError as error:
                say(f"refused {type(error).__name__}: {error.sentence}")
        names = ",".join(sorted(person.surname for person in store.all(Person)))
        say(f"holds {names}; findings {len(store.check())}")


def merge_within(path: Path, log: str, megabytes: str) -> None:
    """Take in a log with hardly any memory left, then with enough."""
    import resource

    from quality_desktop.storage.exchange_journal import Arrival

    with open_store(path) as store:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        limit = pages * resource.getpagesize() + int(float(megabytes) * 1_000_000)
        before = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (limit, before[1]))
        try:
            store.merge(Path(log), Arrival(file_name="log"))
        except QualityError as error:
            resource.setrlimit(resource.RLIMIT_AS, before)
            say(f"refused {type(error).__name__}: {error.sentence}")
        finally:
            resource.setrlimit(resource.RLIMIT_AS, before)
        say(f"findings {len(store.check())}, people {len(store.all(Person))}")
        outcome = store.merge(Path(log), Arrival(file_name="log"))
        say(f"done {outcome.new_changes}")


def merge(path: Path, log: str, copies: str = "") -> None:
    """Take in a log, after a copy."""
    from quality_desktop.services.district_file import backups
    from quality_desktop.storage.exchange_journal import Arrival

    with open_store(path, copies) as store:
        backups.before(store=store, step=backups.Reason.MERGE)
        say("ready")
        outcome = store.merge(Path(log), Arrival(file_name="log"))
        say(f"done {outcome.new_changes}")


def stubborn_merge(path: Path, log: str) -> None:
    """Take in a log twice, whatever the disk says of the first time."""
    from quality_desktop.storage.exchange_journal import Arrival

    with open_store(path) as store:
        for _ in range(2):
            try:
                say(f"done {store.merge(Path(log), Arrival(file_name='log')).new_changes}")
            except QualityError as error:
                say(f"refused {type(error).__name__}: {error.sentence}")
        say(f"findings {len(store.check())}, disputes {len(store.disputes())}")


def weigh(path: Path, log: str) -> None:
    """Open a large file and take in a log; tells the seconds of both and the memory in MB."""
    from quality_desktop.storage.exchange_journal import Arrival

    begun = time.monotonic()
    with open_store(path) as store:
        opened = time.monotonic()
        store.merge(Path(log), Arrival(file_name="log"))
        merged = time.monotonic()
    say(f"weighed {opened - begun:.3f} {merged - opened:.3f} {_most_memory():.0f}")


def _most_memory() -> float:
    """The most that this program held, in MB; ``getrusage`` would count the process that began it."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    (held,) = (line.split()[1] for line in lines if line.startswith("VmHWM:"))
    return int(held) / 1000


def load_results(path: Path, table: str, copies: str = "") -> None:
    """Read exam results as the window and the command line do: the import of the program."""
    from quality_desktop import cli

    say("ready")
    code = cli.main(["results", "read", str(path), table, "--add-schools"])
    say(f"done {code}")


def migrate(path: Path, copies: str = "") -> None:
    """Open a file of an older format."""
    say("ready")
    open_store(path, copies).close()
    say("done 0")


def create(path: Path) -> None:
    """Make a new file."""
    say("ready")
    Store.create(path, migrations=paths.bundled().migrations, writer=WRITER).close()
    say("done 0")


def back_up(path: Path, target: str) -> None:
    """Write a copy of the file."""
    with open_store(path) as store:
        say("ready")
        store.back_up(Path(target))
        say("done 0")


def settings(path: Path, count: str) -> None:
    """Write settings again and again."""
    from quality_desktop.settings import Settings, save_settings

    say("ready")
    for number in range(int(count)):
        save_settings(Settings(author=f"{number} " * 40), path)
        say(f"done {number}")


STEPS: dict[str, Callable[..., None]] = {
    step.__name__: step
    for step in (
        *(edits, stubborn, merge, merge_within, stubborn_merge, weigh, load_results),
        *(migrate, create, back_up, settings, hold),
    )
}


def main(arguments: list[str]) -> int:
    """Run a step; a refusal is printed as the user would be told."""
    step, path, *rest = arguments
    try:
        STEPS[step](Path(path), *rest)
    except QualityError as error:
        say(f"refused {type(error).__name__}: {error.sentence}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
