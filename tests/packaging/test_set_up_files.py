"""The files that set the project up: what they promise is there, and nothing of one machine."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

CHECKOUT = Path(__file__).resolve().parents[2]
README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
LOCK = (CHECKOUT / "requirements.lock").read_text(encoding="utf-8")
PYPROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
COMMANDS = ["installer/run.sh demo", "installer/run.sh test"]
SET_UP_FILES = [
    "pyproject.toml",
    "requirements.lock",
    ".gitignore",
    ".gitattributes",
    ".ci/run",
    "installer/run.sh",
    "installer/run.cmd",
    "installer/linux/build.sh",
    "installer/linux/old-glibc.sh",
]


def _name(requirement: str) -> str:
    """Returns the normalized name (PEP 503) that a requirement begins with."""
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found is not None
    return re.sub(r"[-_.]+", "-", found.group()).lower()


def _locked() -> dict[str, str]:
    """Returns name and version of each library that is locked for this system."""
    lines = re.findall(r"^([A-Za-z0-9].*?) *\\?$", LOCK, re.MULTILINE)
    requirements = [Requirement(line) for line in lines]
    return {
        _name(each.name): str(each.specifier).removeprefix("==")
        for each in requirements
        if each.marker is None or each.marker.evaluate()
    }


@pytest.mark.parametrize("name", SET_UP_FILES)
def test_a_set_up_file_records_no_address(name: str):
    text = (CHECKOUT / name).read_text(encoding="utf-8")
    assert not re.search(r"[a-z]+://|--(extra-)?index-url|--find-links", text)


def test_the_lock_records_no_path():
    assert not re.search(r"(?<![\w'])/\w", LOCK)


@pytest.mark.parametrize("name", ["uv.lock", "pylock.toml"])
def test_a_lock_with_addresses_is_ignored_by_git(name: str):
    assert f"/{name}" in (CHECKOUT / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_every_direct_dependency_is_locked():
    wanted = PYPROJECT["project"]["dependencies"] + PYPROJECT["dependency-groups"]["dev"]
    assert {_name(each) for each in wanted} <= set(_locked())


def test_every_locked_library_carries_hashes_and_names_both_systems():
    blocks = re.split(r"\n(?=[A-Za-z0-9])", LOCK.strip())
    assert len(blocks) >= len(_locked())
    for block in blocks:
        assert "--hash=sha256:" in block, block
        assert "'linux'" in block or "'win32'" in block, block


def test_the_lock_is_what_the_tests_run_with():
    """A test of other versions than the ones users get says little."""
    from importlib.metadata import version

    locked = _locked()
    names = [_name(each) for each in PYPROJECT["project"]["dependencies"]]
    assert {name: version(name) for name in names} == {name: locked[name] for name in names}


def test_readme_has_exactly_the_two_set_up_commands_first():
    blocks = re.findall(r"^```(?:sh|bash)\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    lines = [line.split("#")[0].strip() for line in blocks[0].splitlines()]
    assert [line for line in lines if line] == COMMANDS


def test_ci_runs_the_second_command_and_tries_the_package():
    lines = (CHECKOUT / ".ci/run").read_text(encoding="utf-8").splitlines()
    code = [line for line in lines if line and not line.startswith("#")]
    assert code == [
        "set -euo pipefail",
        'cd "$(dirname "${BASH_SOURCE[0]}")/.."',
        "export CI=true",
        "installer/run.sh test",
        "exec timeout --kill-after=60 2400 installer/run.sh package linux --quick --journey --or-unpacked",
    ]


def test_both_scripts_know_the_same_chores():
    unix = (CHECKOUT / "installer/run.sh").read_text(encoding="utf-8")
    windows = (CHECKOUT / "installer/run.cmd").read_text(encoding="utf-8")
    # Done for everybody on one Unix machine; what comes out is committed or handed on.
    only_there = {"lock", "package", "pictures"}
    assert set(re.findall(r"^  ([a-z]+)\)", unix, re.MULTILINE)) - only_there == set(
        re.findall(r'^if "%CHORE%"=="([a-z]+)" goto known', windows, re.MULTILINE)
    )


def test_links_of_the_readme_lead_to_files():
    targets = re.findall(r"\]\(([^)#:]+)\)", README)
    assert [target for target in targets if not (CHECKOUT / target).exists()] == []


@pytest.mark.skipif(sys.platform == "win32", reason="run.sh is for Unix; run.cmd is its twin")
@pytest.mark.parametrize("arguments", [[], ["unknown"]])
def test_the_script_without_a_known_chore_explains_itself(arguments: list[str]):
    result = subprocess.run(
        ["bash", CHECKOUT / "installer/run.sh", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 2
    for command in COMMANDS:
        assert command in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no mode bits")
@pytest.mark.parametrize("name", ["installer/run.sh", "installer/linux/old-glibc.sh", ".ci/run"])
def test_a_script_can_be_started(name: str):
    assert os.access(CHECKOUT / name, os.X_OK)


def test_every_library_of_the_program_is_named_with_its_licence():
    table = (CHECKOUT / "resources/THIRD_PARTY.md").read_text(encoding="utf-8")
    rows = {
        _name(cells[0]): cells[-1]
        for line in table.splitlines()
        if line.startswith("| ")
        and (cells := [cell.strip() for cell in line.strip("|").split("|")])
    }
    for dependency in PYPROJECT["project"]["dependencies"]:
        assert rows.get(_name(dependency)), dependency
