"""Packages that somebody damaged, forged or closed to do harm, and files that are none (rows B54 to B58).

Each is refused with a sentence of its own, soon, and nothing of it is kept.
"""

import hashlib
import io
import struct
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from quality_desktop.exchange import package, sealing
from quality_desktop.exchange.child import MEMORY_BYTES
from quality_desktop.exchange.judging_process import Received
from quality_desktop.exchange.keys import OwnKey, own_key
from quality_desktop.exchange.refusing import Reason
from tests.exchange import packages

Judge = Callable[..., Received]
PATIENCE_SECONDS = 5.0
PASSWORD = "якорь мост дуб"
CHEAP = 14


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("packages")


@pytest.fixture(scope="module")
def key(folder: Path) -> OwnKey:
    return own_key(folder / "keys")


@pytest.fixture(scope="module")
def log(district_file: Path, folder: Path) -> Path:
    return packages.small_log(district_file, folder / "log.db")


@pytest.fixture(scope="module")
def right(log: Path, key: OwnKey) -> bytes:
    """A right package."""
    return packages.packed(log, key)


@pytest.fixture(scope="module")
def members(right: bytes) -> dict[str, bytes]:
    return packages.members_of(right)


@pytest.fixture(scope="module")
def sealed(right: bytes) -> bytes:
    return sealing.seal(right, PASSWORD, cost=CHEAP)


@pytest.fixture
def refusal(judged: Judge, tmp_path: Path) -> Callable[..., str]:
    """What is said of a content; also makes sure that it was said soon and nothing was kept."""

    def say(content: bytes, *, name: str = "пакет.qpack", password: str = "") -> str:
        path = tmp_path / name
        path.write_bytes(content)
        started = time.monotonic()
        received = judged(path, passwords=(password,) if password else ())
        assert time.monotonic() - started < PATIENCE_SECONDS
        assert received.judged is None
        assert list((tmp_path / "judged").iterdir()) == []
        assert received.refusal
        return received.refusal

    return say


def test_a_right_package_is_taken(right, judged, tmp_path):
    path = tmp_path / "пакет.qpack"
    path.write_bytes(right)
    found = judged(path).judged
    assert found is not None
    assert (found.is_signed, found.is_sealed, found.changes) == (True, False, 4)
    assert found.sha256 == hashlib.sha256(right).hexdigest()
    assert found.manifest is not None
    assert found.manifest.origin.name == "Иванова А. П."


def test_a_right_package_is_an_archive_that_ordinary_tools_open(right):
    with zipfile.ZipFile(io.BytesIO(right)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["manifest.json", "manifest.sig", "log.db"]


class TestB54:
    @pytest.mark.parametrize(
        ("missing", "sentence"),
        [
            ("manifest.json", "нет описания (manifest.json)"),
            ("log.db", "нет журнала изменений (log.db)"),
        ],
    )
    def test_a_member_that_is_missing_is_named(self, members, refusal, missing, sentence):
        rest = {name: content for name, content in members.items() if name != missing}
        assert sentence in refusal(packages.with_members(rest))

    def test_an_extra_member_is_named(self, members, refusal):
        extra = {**members, "../../win.exe": b"MZ"}
        assert "есть лишнее («../../win.exe»)" in refusal(packages.with_members(extra))

    @pytest.mark.filterwarnings("ignore:Duplicate name")
    def test_a_member_twice(self, members, refusal):
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            for name in ("manifest.json", "log.db", "log.db"):
                archive.writestr(name, members[name])
            archive.comment = b"qpack sha256 " + bytes(64)
        assert "один файл дважды" in refusal(packages.with_digest(content.getvalue()))

    @pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
    def test_a_member_packed_in_another_way(self, members, refusal, method):
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", method) as archive:
            for name, data in members.items():
                archive.writestr(name, data)
            archive.comment = b"qpack sha256 " + bytes(64)
        assert "упакован не программой" in refusal(packages.with_digest(content.getvalue()))

    def test_a_member_under_a_password(self, right, refusal):
        content = bytearray(right)
        content[content.index(b"PK\x01\x02") + 8] |= 1
        assert "упакован не программой" in refusal(packages.with_digest(bytes(content)))

    @pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
    def test_an_archive_around_it_that_is_spoilt(self, right, refusal, method):
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", method) as archive:
            archive.writestr("пакет.qpack", right)
        spoilt = bytearray(content.getvalue())
        for place in range(60, 160):
            spoilt[place] ^= 0xFF
        assert "повреждён при пересылке" in refusal(bytes(spoilt))

    def test_a_log_changed_after_the_manifest_was_written(self, members, refusal):
        spoilt = bytearray(members["log.db"])
        spoilt[-1] ^= 1
        said = refusal(packages.with_members({**members, "log.db": bytes(spoilt)}))
        assert "сумма не сходится" in said

    def test_a_log_of_another_size(self, members, refusal):
        longer = members["log.db"] + bytes(4096)
        assert "размер журнала" in refusal(packages.with_members({**members, "log.db": longer}))

    def test_a_manifest_changed_after_it_was_signed(self, members, refusal):
        told = members["manifest.json"].replace("Иванова".encode(), "Петрова".encode())
        said = refusal(packages.with_members({**members, "manifest.json": told}))
        assert "подпись пакета не сходится" in said

    def test_a_signature_of_somebody_else(self, members, refusal, tmp_path):
        other = own_key(tmp_path / "other").sign(members["manifest.json"])
        said = refusal(packages.with_members({**members, "manifest.sig": other}))
        assert "подпись пакета не сходится" in said

    @pytest.mark.parametrize("signature", [b"", bytes(64), bytes(63)])
    def test_a_signature_that_is_none(self, members, refusal, signature):
        said = refusal(packages.with_members({**members, "manifest.sig": signature}))
        assert "подпись пакета не сходится" in said

    def test_counts_that_the_log_does_not_have(self, log, key, refusal):
        manifest = packages.manifest_of(log, key)
        wrong = replace(manifest, log=replace(manifest.log, changes=5))
        assert "счёт не сходится" in refusal(package.packed(wrong, log, key))

    @pytest.mark.parametrize(
        "manifest",
        [b"", b"{}", b"[]", b"null", b"\xff", b"[" * 100_000, b'{"format": 1}', b'{"format": "1"}'],
        ids=lambda manifest: repr(manifest[:20]),
    )
    def test_a_manifest_that_is_none(self, members, refusal, manifest):
        told = {**members, "manifest.json": manifest}
        del told["manifest.sig"]
        assert "описание пакета не читается" in refusal(packages.with_members(told))

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            (b'"made_ms": 1795000000000', b'"made_ms": -1'),
            (b'"made_ms": 1795000000000', b'"made_ms": true'),
            (b'"recipient": ""', b'"recipient": "' + b"x" * 3_000 + b'"'),
            (b'"received": []', b'"received": ["zz"]'),
            (b'"is_partial": false', b'"is_partial": 0'),
            (b'"chosen": ""', b'"chosen": null'),
        ],
    )
    def test_a_field_of_the_manifest_that_nobody_writes(self, members, refusal, before, after):
        told = {**members, "manifest.json": members["manifest.json"].replace(before, after)}
        assert told["manifest.json"] != members["manifest.json"]
        del told["manifest.sig"]
        assert "описание пакета не читается" in refusal(packages.with_members(told))

    def test_a_package_of_a_newer_program_names_its_version(self, members, refusal):
        told = members["manifest.json"].replace(b'"format": 1', b'"format": 2')
        told = told.replace(b'"program": "0.1"', b'"program": "7.3"')
        said = refusal(packages.with_members({**members, "manifest.json": told}))
        assert "более новой версией программы (7.3)" in said
        assert "обновите программу" in said

    def test_a_log_of_a_newer_schema_names_both_versions(self, log, key, refusal):
        newer = packages.manifest_of(log, key, schema=77)
        assert "(формат 77, эта версия понимает" in refusal(package.packed(newer, log, key))

    def test_a_manifest_without_end(self, members, refusal):
        told = {**members, "manifest.json": b" " * 300_000}
        assert "неправдоподобно велик" in refusal(packages.with_members(told))

    def test_a_log_that_would_unpack_without_end(self, log, key, refusal):
        bomb = io.BytesIO()
        manifest = packages.manifest_of(log, key)
        huge = replace(manifest, log=replace(manifest.log, size=202 * 1024 * 1024))
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            archive.writestr("manifest.json", huge.to_bytes())
            with archive.open("log.db", "w") as member:
                for _ in range(202):
                    member.write(bytes(1 << 20))
            archive.comment = b"qpack sha256 " + bytes(64)
        assert "неправдоподобно велик" in refusal(packages.with_digest(bomb.getvalue()))

    def test_a_log_with_foreign_objects(self, log, key, refusal, tmp_path):
        forged = tmp_path / "forged.db"
        forged.write_bytes(log.read_bytes())
        packages.run(forged, "CREATE VIEW prices AS SELECT 1")
        assert "посторонние объекты" in refusal(packages.packed(forged, key))

    def test_a_log_that_is_no_database(self, log, key, refusal, tmp_path):
        manifest = packages.manifest_of(log, key)
        rubbish = b"rubbish" * 600
        digest = hashlib.sha256(rubbish).hexdigest()
        part = replace(manifest.log, size=len(rubbish), sha256=digest)
        path = tmp_path / "rubbish.db"
        path.write_bytes(rubbish)
        said = refusal(package.packed(replace(manifest, log=part), path, key))
        assert "повреждён внутри" in said

    @pytest.mark.parametrize("kept", [4, 100, -1, -64, -65])
    def test_a_package_cut_short(self, right, refusal, kept):
        said = refusal(right[:kept])
        assert "повреждён" in said
        assert "ещё раз" in said

    def test_bytes_added_at_the_end(self, right, refusal):
        assert "контрольная сумма не сходится" in refusal(right + b"\r\n")


class TestB55:
    def test_without_and_with_a_wrong_password(self, sealed, judged, tmp_path):
        path = tmp_path / "закрытый.qpack"
        path.write_bytes(sealed)
        assert judged(path).reason is Reason.NEEDS_PASSWORD
        wrong = judged(path, passwords=("не тот", "и не этот"))
        assert wrong.reason is Reason.WRONG_PASSWORD
        found = judged(path, passwords=("не тот", PASSWORD)).judged
        assert found is not None
        assert found.is_sealed

    def test_cut_short(self, sealed, refusal):
        said = refusal(sealed[:-100], password=PASSWORD)
        assert "повреждён" in said

    def test_parameters_that_would_eat_all_memory(self, sealed, refusal):
        hostile = bytearray(sealed[:-32])
        hostile[8] = 40
        body = bytes(hostile)
        said = refusal(body + hashlib.sha256(body).digest(), password=PASSWORD)
        assert "неоправданно много памяти" in said

    def test_a_package_changed_by_somebody_who_knows_the_format(self, sealed, refusal):
        body = bytearray(sealed[:-32])
        body[-1] ^= 1
        said = refusal(bytes(body) + hashlib.sha256(body).digest(), password=PASSWORD)
        assert "подменены или переставлены" in said

    def test_rubbish_behind_a_right_password(self, refusal):
        rubbish = sealing.seal(b"PK\x03\x04 no package", PASSWORD, cost=CHEAP)
        assert "повреждён" in refusal(rubbish, password=PASSWORD)


class TestB57:
    @pytest.mark.parametrize(
        "name",
        ["пакет.qpack_", "пакет (1).qpack", "пакет.dat", "без расширения", "пакет.qpack.txt"],
    )
    def test_renamed_packages_are_known_by_their_content(self, right, judged, tmp_path, name):
        path = tmp_path / name
        path.write_bytes(right)
        assert judged(path).judged is not None

    @pytest.mark.parametrize("name", ["район.db_", "район.quality.zip", "район.dat"])
    def test_renamed_files_are_known_by_their_content(self, district_file, judged, tmp_path, name):
        path = tmp_path / name
        path.write_bytes(district_file.read_bytes())
        assert judged(path).judged is not None

    @pytest.mark.parametrize("source", ["package", "file"])
    def test_one_file_in_an_archive_is_taken_out_of_it(
        self, right, district_file, judged, tmp_path, source
    ):
        content = right if source == "package" else district_file.read_bytes()
        path = tmp_path / "вложение.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("папка/вложение", content)
            archive.writestr("__MACOSX/._вложение", b"rubbish")
        assert judged(path).judged is not None

    def test_several_files_in_an_archive_are_counted(self, right, refusal):
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            archive.writestr("а.qpack", right)
            archive.writestr("б.qpack", right)
        assert "в архиве 2\N{NO-BREAK SPACE}файла:" in refusal(content.getvalue())

    @pytest.mark.parametrize(
        ("start", "sentence"),
        [
            (b"\x78\x9f\x3e\x22", "winmail.dat"),
            (b"Rar!\x1a\x07", "архив RAR"),
            (b"7z\xbc\xaf\x27\x1c", "архив 7z"),
            (b"\x1f\x8b\x08", "архив gzip"),
            (b"%PDF-1.7", "документ PDF"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "письмо Outlook или файл старого Office"),
            (b"\x30\x82\x10\x00", "зашифрован или подписан другим средством"),
            (b"-----BEGIN CMS-----", "зашифрован или подписан другим средством"),
            (b"From: a@b.example\r\nSubject: x\r\n", "это письмо целиком"),
            (bytes(500), "файл повреждён при пересылке"),
            ("Школа;Ответ".encode(), "это не пакет обмена и не файл района"),
        ],
        ids=lambda value: value if isinstance(value, str) else None,
    )
    def test_what_is_something_else_is_called_by_its_name(self, refusal, start, sentence):
        assert sentence in refusal(start + b"x" * 100 if any(start) else start)

    def test_a_workbook_is_sent_where_workbooks_are_read(self, refusal):
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr("xl/workbook.xml", "<workbook/>")
        assert "загружают на вкладке «Мониторинг»" in refusal(content.getvalue())

    def test_archives_in_archives_without_end(self, right, refusal):
        for _ in range(5):
            content = io.BytesIO()
            with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("внутри.zip", right)
            right = content.getvalue()
        assert "архив вложен в архив" in refusal(right)

    def test_an_archive_closed_with_a_password(self, right, refusal):
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            archive.writestr("пакет.qpack", right)
        spoilt = bytearray(content.getvalue())
        for found, place in ((spoilt.find(b"PK\x03\x04"), 6), (spoilt.rfind(b"PK\x01\x02"), 8)):
            start = found + place
            (flags,) = struct.unpack_from("<H", spoilt, start)
            struct.pack_into("<H", spoilt, start, flags | 1)
        assert "архив закрыт паролем" in refusal(bytes(spoilt))

    def test_an_empty_archive(self, refusal):
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w"):
            pass
        assert "архив пуст" in refusal(content.getvalue())


class TestB58:
    @pytest.mark.parametrize(
        ("name", "sentence"),
        [
            ("~$пакет.qpack", "служебный файл"),
            (".~lock.район.quality", "служебный файл"),
            ("район.quality-journal", "служебный файл"),
            ("район.quality.open", "служебный файл"),
            ("пакет.qpack.crdownload", "ещё не скачан"),
            ("пакет.qpack.PART", "ещё не скачан"),
        ],
    )
    def test_files_that_are_not_finished_are_told_by_their_names(
        self, right, refusal, name, sentence
    ):
        assert sentence in refusal(right, name=name)

    def test_an_empty_file(self, refusal):
        assert "пуст (0 байт)" in refusal(b"")

    def test_a_folder_and_a_file_that_is_not_there(self, judged, tmp_path):
        assert "файла нет на этом месте" in judged(tmp_path / "нет").refusal
        assert "это не файл" in judged(tmp_path).refusal


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is asked of Linux's /proc")
def test_the_process_that_judges_may_not_take_more_memory_than_allowed(judging_process):
    import resource

    tasks = Path("/proc/self/task")
    children = [
        int(pid) for task in tasks.iterdir() for pid in (task / "children").read_text().split()
    ]
    judges = [
        pid for pid in children if b"exchange.child" in Path(f"/proc/{pid}/cmdline").read_bytes()
    ]
    assert judges
    for pid in judges:
        assert resource.prlimit(pid, resource.RLIMIT_AS)[0] == MEMORY_BYTES
