"""Archives: the right files with the right rights, and the same bytes each time."""

import gzip
import hashlib
import io
import lzma
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from release import archives, debian, product
from release.depends import Needs
from release.product import IDENTIFIER, NAME, VERSION, ReleaseError
from release.tree import Entry, changed_at, files_below, sha256, write_tar

WHEN = 1_700_000_000
SHARE = [
    Entry(f"share/applications/{IDENTIFIER}.desktop", b"[Desktop Entry]\n"),
    Entry("share/man/man1/photosim.1", b".TH PHOTOSIM 1\n"),
]
unix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither these rights nor links")


@pytest.fixture
def app(tmp_path: Path) -> Path:
    return make_app(tmp_path / "app" / NAME)


def make_app(folder: Path) -> Path:
    """A small program, whose libraries are in two folders."""
    (folder / "_internal" / "deep").mkdir(parents=True)
    (folder / NAME).write_bytes(b"the program" * 100)
    (folder / NAME).chmod(0o700)
    (folder / "_internal" / "deep" / "Žofie.txt").write_text("a resource", encoding="utf-8")
    (folder / "_internal" / "b.so").write_bytes(b"b" * 5000)
    (folder / "_internal" / "b.so").chmod(0o600)
    (folder / "_internal" / "a.so").symlink_to("b.so")
    return folder


def read_tar(content: bytes) -> dict[str, tarfile.TarInfo]:
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:xz") as archive:
        return {member.name: member for member in archive.getmembers()}


@unix_only
def test_archive_for_any_linux(app: Path) -> None:
    packed = io.BytesIO()
    write_tar(archives.portable(app, SHARE), packed, WHEN)
    members = read_tar(packed.getvalue())
    top = f"{NAME}-{VERSION}"
    assert {name.removeprefix(f"{top}/") for name, member in members.items() if not member.isdir()} == {
        "README.txt",
        "install.sh",
        "uninstall.sh",
        f"share/applications/{IDENTIFIER}.desktop",
        "share/man/man1/photosim.1",
        "photosim/photosim",
        "photosim/_internal/a.so",
        "photosim/_internal/b.so",
        "photosim/_internal/deep/Žofie.txt",
    }
    assert {name for name, member in members.items() if member.mode == 0o755 and member.isfile()} == {
        f"{top}/install.sh",
        f"{top}/uninstall.sh",
        f"{top}/photosim/photosim",
    }
    assert members[f"{top}/photosim/_internal/b.so"].mode == 0o644
    assert members[f"{top}/photosim/_internal/a.so"].linkname == "b.so"
    assert {(m.uid, m.gid, m.uname, m.gname, m.mtime) for m in members.values()} == {(0, 0, "root", "root", WHEN)}
    names = list(members)
    assert all(names.index(name.rpartition("/")[0]) < names.index(name) for name in names if "/" in name)


@unix_only
def test_same_files_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian, "needs_of", lambda _: debian_needs())
    made = []
    for name in ("one", "two"):
        app = make_app(tmp_path / name / NAME)
        for number, file in enumerate(sorted(app.rglob("*"), reverse=name == "two")):
            if not file.is_symlink():
                os.utime(file, (WHEN + number, WHEN + number))
        packed, target, zipped = io.BytesIO(), tmp_path / f"{name}.deb", tmp_path / f"{name}.zip"
        entries = archives.portable(app, SHARE)
        write_tar(entries if name == "one" else reversed(entries), packed, WHEN)
        debian.write_package(app, SHARE, target, WHEN)
        archives.write_zip([entry for entry in entries if entry.link is None], zipped, WHEN)
        made.append((packed.getvalue(), target.read_bytes(), zipped.read_bytes()))
    assert made[0] == made[1]


def debian_needs() -> Needs:
    return Needs({"b.so": ("libc.so.6",)}, {"GLIBC": (2, 34)})


@pytest.fixture
def package(app: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(debian, "needs_of", lambda _: debian_needs())
    target = tmp_path / debian.FILE
    debian.write_package(app, SHARE, target, WHEN)
    return target


@unix_only
def test_debian_package(package: Path) -> None:
    parts = debian.read_parts(package)
    assert parts["debian-binary"] == b"2.0\n"
    data = read_tar(parts["data.tar.xz"])
    assert {name.removeprefix("./") for name, member in data.items() if not member.isdir()} == {
        "usr/bin/photosim",
        "usr/lib/photosim/photosim",
        "usr/lib/photosim/_internal/a.so",
        "usr/lib/photosim/_internal/b.so",
        "usr/lib/photosim/_internal/deep/Žofie.txt",
        f"usr/share/applications/{IDENTIFIER}.desktop",
        "usr/share/doc/photosim/NOTICE",
        "usr/share/doc/photosim/changelog.gz",
        "usr/share/doc/photosim/copyright",
        "usr/share/man/man1/photosim.1.gz",
    }
    assert data["./usr/bin/photosim"].linkname == "../lib/photosim/photosim"
    assert {member.mode for member in data.values() if member.isdir()} == {0o755}
    assert data["./usr/lib/photosim/photosim"].mode == 0o755
    assert data["./usr/lib/photosim/_internal/b.so"].mode == 0o644
    assert {(m.uid, m.gid) for m in data.values()} == {(0, 0)}
    with tarfile.open(fileobj=io.BytesIO(parts["control.tar.xz"])) as control:
        sums = control.extractfile("./md5sums")
        assert sums is not None
        lines = [line.split("  ") for line in sums.read().decode().splitlines()]
        listed = {name: digest for digest, name in lines}
    with tarfile.open(fileobj=io.BytesIO(parts["data.tar.xz"])) as files:
        for name, member in data.items():
            if member.isfile():
                content = files.extractfile(name)
                assert content is not None
                digest = hashlib.md5(content.read(), usedforsecurity=False).hexdigest()
                assert listed.pop(name.removeprefix("./")) == digest
        assert listed == {}


@unix_only
def test_tool_of_debian_reads_it(package: Path, tmp_path: Path) -> None:
    if shutil.which("dpkg-deb") is None:
        pytest.skip("dpkg-deb is not installed")

    def ask(*words: str) -> str:
        return subprocess.run(["dpkg-deb", *words], capture_output=True, text=True, check=True).stdout

    assert ask("--field", str(package), "Depends") == "libc6 (>= 2.34)\n"
    assert ask("--field", str(package), "Version") == f"{debian.version_of(VERSION)}\n"
    ask("--raw-extract", str(package), str(tmp_path / "out"))
    assert (tmp_path / "out/usr/lib/photosim/_internal/a.so").read_bytes() == b"b" * 5000
    assert "\n Everything stays" in (tmp_path / "out/DEBIAN/control").read_text()
    manual = (tmp_path / "out/usr/share/man/man1/photosim.1.gz").read_bytes()
    assert gzip.decompress(manual) == b".TH PHOTOSIM 1\n"
    subprocess.run(["md5sum", "--check", "--quiet", "DEBIAN/md5sums"], cwd=tmp_path / "out", check=True)


@pytest.mark.parametrize(
    ("version", "written"),
    [("1.2.0", "1.2.0"), ("1.2.0rc1", "1.2.0~rc1"), ("1.2.0.dev3", "1.2.0~dev3"), ("1.2.0.post1", "1.2.0.post1")],
)
def test_what_comes_before_a_release_is_older_to_debian(version: str, written: str) -> None:
    assert debian.version_of(version) == written
    if written != version and (tool := shutil.which("dpkg")):
        assert subprocess.run([tool, "--compare-versions", written, "lt", "1.2.0"], check=False).returncode == 0


def test_control_file() -> None:
    lines = debian.control(1234, ["libc6 (>= 2.34)", "libgl1"], ["libgtk-3-0"]).splitlines()
    fields = dict(line.split(": ", 1) for line in lines if not line.startswith(" "))
    assert list(fields)[:3] == ["Package", "Version", "Architecture"]
    assert fields["Depends"] == "libc6 (>= 2.34), libgl1"
    assert fields["Recommends"] == "libgtk-3-0"
    assert fields["Installed-Size"] == "1234"
    assert not fields["Description"].startswith(("A ", "a ", "photosim"))
    assert all(0 < len(line) <= 80 for line in lines)
    assert "Recommends" not in debian.control(1, ["libc6"], [])


def test_installed_size_is_rounded_up_by_file() -> None:
    entries = [Entry("usr/lib/a", b"x"), Entry("usr/lib/b", b"x" * 1025), Entry("usr/bin/c", link="../lib/a")]
    assert debian.installed_size(entries) == 1 + 2 + 1 + 3  # and the folders usr, usr/lib, usr/bin


def test_copyright_file_has_the_whole_licence() -> None:
    licence = "MIT License\n\nCopyright (c) 2026 Somebody\n\nFirst.\nSecond.\n\nThird.\n"
    text = debian.copyright_file(licence)
    assert text.startswith(licence)
    assert f"/{debian.PROGRAM}/THIRD-PARTY-LICENCES.txt" in text


def test_zip_for_windows(app: Path, tmp_path: Path) -> None:
    target = tmp_path / "x.zip"
    files = [entry for entry in files_below(app, NAME) if entry.link is None]
    archives.write_zip(files, target, WHEN)
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == sorted(entry.place for entry in files)
        assert archive.read("photosim/_internal/b.so") == b"b" * 5000
    with pytest.raises(ReleaseError, match="is a link"):
        archives.write_zip([Entry("a", link="b")], target, WHEN)


@pytest.mark.parametrize(
    ("system", "machine", "name"),
    [
        ("linux", "x86_64", "linux-x86_64.tar.xz"),
        ("win32", "AMD64", "windows-x86_64.zip"),
        ("darwin", "arm64", "macos-arm64.zip"),
        ("linux", "aarch64", "linux-arm64.tar.xz"),
    ],
)
def test_names_of_archives(system: str, machine: str, name: str) -> None:
    assert archives.archive_name(system, machine) == f"photosim-{VERSION}-{name}"


def test_checksums_are_read_by_the_usual_tool(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a")
    (tmp_path / "b.txt").write_bytes(b"b")
    archives.write_sums(tmp_path)
    archives.write_sums(tmp_path)  # those of before are not summed up themselves
    assert (tmp_path / "SHA256SUMS").read_text().splitlines() == [
        f"{hashlib.sha256(b'a').hexdigest()}  a.txt",
        f"{hashlib.sha256(b'b').hexdigest()}  b.txt",
    ]
    if tool := shutil.which("sha256sum"):
        subprocess.run([tool, "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=tmp_path, check=True)


@unix_only
def test_download_is_read_back(app: Path, package: Path, tmp_path: Path) -> None:
    packed = tmp_path / "photosim.tar.xz"
    with packed.open("wb") as file:
        write_tar(archives.portable(app, SHARE), file, WHEN)
    for file_made in (packed, package):
        archives.check_archive(file_made, app)
        with pytest.raises(ReleaseError, match="MB are the most"):
            archives.check_archive(file_made, app, most=100)
    (app / "_internal" / "b.so").write_bytes(b"another")
    (app / "_internal" / "c.so").write_bytes(b"forgotten")
    for file_made in (packed, package):
        with pytest.raises(ReleaseError, match=r"lacks 2 files, among them .*photosim/_internal/b\.so"):
            archives.check_archive(file_made, app)


def test_zip_is_read_back(app: Path, tmp_path: Path) -> None:
    (app / "_internal" / "a.so").unlink()
    target = tmp_path / "x.zip"
    archives.write_zip(files_below(app, NAME), target, WHEN)
    archives.check_archive(target, app)
    (app / "more").write_text("forgotten")
    with pytest.raises(ReleaseError, match="lacks 1 files, among them photosim/more"):
        archives.check_archive(target, app)


def test_what_is_no_package_is_told(tmp_path: Path) -> None:
    for content in (b"", b"!<arch>\n", b"no archive at all" * 10):
        (tmp_path / "x.deb").write_bytes(content)
        with pytest.raises(ReleaseError, match="no Debian package"):
            debian.read_parts(tmp_path / "x.deb")


def test_time_of_what_is_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1234")
    assert changed_at() == 1234
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert changed_at() > 1_700_000_000


def test_packing_without_a_program_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(product, "APP", tmp_path)
    with pytest.raises(ReleaseError, match="no program yet"):
        archives.package()


def test_hash_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "abc").write_bytes(b"abc")
    assert sha256(tmp_path / "abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_tar_is_compressed_by_xz() -> None:
    packed = io.BytesIO()
    write_tar([Entry("a", b"x" * 100_000)], packed, WHEN)
    assert len(packed.getvalue()) < 1000
    assert lzma.decompress(packed.getvalue())[:1] == b"a"
