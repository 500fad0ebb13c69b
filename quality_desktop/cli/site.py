"""The command that writes the website tab."""

from __future__ import annotations

import argparse
from contextlib import closing
from datetime import date

from quality_desktop import paths
from quality_desktop.cli.console import OK, Output, progress_bar
from quality_desktop.cli.district_file import open_store, print_folders
from quality_desktop.cli.parser import Commands, add_command, path_argument


def add_commands(commands: Commands) -> None:
    """Add the commands of this module."""
    site = add_command(commands, "site", _site, "страницы для вкладки сайта")
    site.add_argument("file", type=path_argument, metavar="ФАЙЛ", help="файл района")
    site.add_argument("--out", type=path_argument, required=True, metavar="ПАПКА")


def _site(parsed: argparse.Namespace, output: Output) -> int:
    from quality_desktop.services.site import site

    with closing(open_store(parsed.file)) as store:
        written = site.write_site(
            store=store,
            folder=parsed.out,
            folders=print_folders(),
            style=paths.bundled().site_style,
            today=date.today(),
            progress=progress_bar(output),
        )
    for problem in written.problems:
        output.say(problem.text)
    first = written.folder / "index.html"
    output.result(
        {
            "index": str(first.resolve()),
            "pages": written.pages,
            "removed": list(written.removed),
            "problems": [problem.text for problem in written.problems],
        },
        [str(first)],
    )
    return OK
