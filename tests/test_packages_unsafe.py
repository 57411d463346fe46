"""Package files that must be refused, and that leave nothing behind when they are."""

import io
import json
import stat
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translate.archive import BrokenPackage, PackageError, UnsafePackage, inspect
from translate.inventory import installed
from translate.packages import install

METADATA = {"package_version": "1.0", "from_code": "kk", "to_code": "en", "type": "translate"}
WHOLE = {"p/metadata.json": json.dumps(METADATA), "p/model/model.bin": "x", "p/sentencepiece.model": "x"}


def package(path, files, **infos):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in files.items():
            written.writestr(infos.get(name, name), content)
    return path


def test_a_whole_package_is_described(tmp_path):
    root, metadata = inspect(package(tmp_path / "p.argosmodel", WHOLE))
    assert root == "p"
    assert metadata["from_code"] == "kk"


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "p/../../evil",
        "/etc/evil",
        "p\\..\\evil",
        "C:/evil",
        "p/model/../../../evil",
        "..",
        ".hidden/evil",
    ],
)
def test_a_file_that_would_land_outside_is_refused(tmp_path, name):
    path = package(tmp_path / "p.argosmodel", WHOLE | {name: "x"})
    with pytest.raises(UnsafePackage):
        install(tmp_path / "models", str(path), index="")
    assert not list(tmp_path.glob("**/evil"))
    assert installed(tmp_path / "models") == []


def test_a_link_is_refused(tmp_path):
    link = zipfile.ZipInfo("p/model/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = package(tmp_path / "p.argosmodel", WHOLE | {"link": "/etc/passwd"}, link=link)
    with pytest.raises(UnsafePackage, match="is a link"):
        inspect(path)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = package(tmp_path / "p.argosmodel", WHOLE | {"p/model/model.bin": b"\0" * (64 << 20)})
    with pytest.raises(UnsafePackage, match="zip bomb"):
        install(tmp_path / "models", str(path), index="")


def test_a_size_that_lies_is_noticed(tmp_path):
    path = package(tmp_path / "p.argosmodel", WHOLE | {"p/model/model.bin": b"0123456789" * 100})
    content = path.read_bytes().replace((1000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    path.write_bytes(content)
    with pytest.raises(PackageError):
        install(tmp_path / "models", str(path), index="")


@pytest.mark.parametrize("missing", ["p/metadata.json", "p/model/model.bin", "p/sentencepiece.model"])
def test_a_package_without_its_parts_is_broken_and_says_which(tmp_path, missing):
    path = package(tmp_path / "p.argosmodel", {k: v for k, v in WHOLE.items() if k != missing})
    with pytest.raises(BrokenPackage, match=missing.split("/")[-1].split(".")[0]):
        inspect(path)


@pytest.mark.parametrize(
    ("metadata", "reason"),
    [
        ("", "cannot be read"),
        ("[]", "must hold an object"),
        ("{", "cannot be read"),
        ('{"from_code": "kk"}', "to_code must be a language code"),
        ('{"from_code": "../x", "to_code": "en"}', "from_code must be a language code"),
        ('{"from_code": "kk", "to_code": "ru"}', "strikewatch writes English"),
        ("\udcff", "cannot be read"),
    ],
)
def test_broken_metadata_says_what_is_wrong_with_it(tmp_path, metadata, reason):
    raw = metadata.encode("utf-8", errors="surrogateescape")
    path = package(tmp_path / "p.argosmodel", WHOLE | {"p/metadata.json": raw})
    with pytest.raises(BrokenPackage, match=reason):
        inspect(path)


def test_two_folders_in_one_package_are_refused(tmp_path):
    with pytest.raises(BrokenPackage, match="must hold one folder"):
        inspect(package(tmp_path / "p.argosmodel", WHOLE | {"q/file": "x"}))


def test_names_that_differ_by_case_alone_are_refused(tmp_path):
    with pytest.raises(UnsafePackage, match="same name"):
        inspect(package(tmp_path / "p.argosmodel", WHOLE | {"p/MODEL/model.bin": "x"}))


def test_a_model_that_does_not_load_is_not_installed_and_leaves_no_trace(tmp_path):
    path = package(tmp_path / "p.argosmodel", WHOLE)
    with pytest.raises(BrokenPackage, match="broken translation model"):
        install(tmp_path / "models", str(path), index="")
    assert [one.name for one in (tmp_path / "models").rglob("*") if one.is_file()] == []


def test_a_file_that_is_no_zip_is_broken(tmp_path):
    path = tmp_path / "p.argosmodel"
    path.write_bytes(b"not a zip at all")
    with pytest.raises(BrokenPackage, match="not a package file"):
        install(tmp_path / "models", str(path), index="")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_package_file_never_raises_anything_else(tmp_path_factory, data):
    whole = io.BytesIO()
    package(whole, WHOLE)
    content = bytearray(whole.getvalue())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("damaged") / "p.argosmodel"
    path.write_bytes(bytes(content[: data.draw(st.integers(0, len(content)))]))
    with pytest.raises(PackageError):
        install(path.parent / "models", str(path), index="")
