"""The fault matrix: what can befall the office's file, and which test makes it happen.

Faults are real: programs are killed, errors are put into their calls, disks are small or pulled out.
``simulated`` says at which call a fault is imitated that the machine of the tests cannot have. A row
tells its doors by its tests (``Row.doors``): the file itself, the window, the command line, what is
received. One that no test meets at the window says why.
"""

from typing import Final

from tests.faults import matrix_disk, matrix_exchange, matrix_received
from tests.faults.rows import Row

MATRIX: Final[dict[str, Row]] = {**matrix_disk.ROWS, **matrix_exchange.ROWS}
RECEIVED: Final[dict[str, Row]] = matrix_received.ROWS
"""Bad files that somebody sends."""
