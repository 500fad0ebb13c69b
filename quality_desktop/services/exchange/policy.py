"""What the office has decided about packages.

The decision is a field of the municipality's record: it travels with every package and is kept in the
history like any other, so that one person decides for all copies of the file. A setting of the
computer would let each colleague decide anew.
"""

from __future__ import annotations

from dataclasses import replace

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.directory import Municipality
from quality_desktop.services.office.directory import MUNICIPALITY_ID
from quality_desktop.storage.store import Store


def may_seal(*, store: Store) -> bool:
    """Whether packages may be closed with a password of this program.

    Of several municipality records (two files that were made apart), one that forbids it is enough.
    """
    return all(one.seals_packages is not False for one in store.all(Municipality))


def set_may_seal(*, store: Store, may_seal: bool) -> Changes:
    """Decide for the whole office whether packages may be closed with a password.

    Where the rules of the office ask for a certified tool, a second password of ours would only
    make people believe that it suffices.
    """
    offices = store.all(Municipality) or (Municipality(id=MUNICIPALITY_ID),)
    intent = "Пакеты можно закрывать паролем" if may_seal else "Пакеты паролем не закрывать"
    with store.work(intent) as work:
        for one in offices:
            work.put(replace(one, seals_packages=may_seal))
        return work.commit()
