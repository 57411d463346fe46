"""Packages from an index on the web, a mirror or a folder: resumed, checked, and never half installed."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from translate.archive import BrokenPackage, PackageError
from translate.download import DownloadFailed, fetch, sha256
from translate.index import offers
from translate.inventory import installed
from translate.packages import NotOffered, install, remove, verify
from translate.tiny import Shape, pairs, train_tokenizer, write_model, write_package


class Shelf(BaseHTTPRequestHandler):
    """Serves `files`; breaks off after `cuts.pop()` bytes of a body; answers ranges; keeps what was asked."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        server = self.server
        server.asked.append((self.path, self.headers.get("Range")))
        body = server.files.get(self.path)
        if body is None:
            self.send_error(404)
            return
        start = 0
        wanted = self.headers.get("Range", "")
        if wanted and self.headers.get("If-Range") == server.tag:
            start = int(wanted.removeprefix("bytes=").removesuffix("-"))
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
        else:
            self.send_response(200)
        self.send_header("Content-Length", str(len(body) - start))
        self.send_header("ETag", server.tag)
        self.end_headers()
        cut = server.cuts.pop(0) if server.cuts and self.path.endswith("model") else None
        self.wfile.write(body[start : None if cut is None else start + cut])
        if cut is not None:
            self.close_connection = True

    def log_message(self, *args):
        pass


@pytest.fixture
def shelf():
    with ThreadingHTTPServer(("127.0.0.1", 0), Shelf) as server:
        server.files, server.cuts, server.asked, server.tag = {}, [], [], '"one"'
        server.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def russian(tmp_path_factory):
    path = tmp_path_factory.mktemp("tiny") / "tiny-ru_en.argosmodel"
    return write_package(path, "ru", pairs("ru"), Shape())


def entry(*links, **more):
    return {"from_code": "ru", "to_code": "en", "package_version": "1.9", "links": list(links)} | more


def stock(shelf, russian, **more):
    shelf.files["/tiny-ru_en.argosmodel"] = russian.read_bytes()
    shelf.files["/index.json"] = json.dumps(
        [entry(shelf.url + "/tiny-ru_en.argosmodel", **more), {"from_code": "en", "to_code": "kk"}]
    ).encode()


def test_a_package_of_the_index_is_downloaded_installed_verified_and_removed(shelf, russian, tmp_path):
    stock(shelf, russian)
    seen = []
    one = install(tmp_path, "ru", index=shelf.url, progress=lambda done, total: seen.append((done, total)))
    assert one.languages == ("ru",)
    assert seen[-1] == (russian.stat().st_size,) * 2
    recorded = json.loads((one.path / "install.json").read_text())
    assert recorded["sha256"] == sha256(russian)
    assert recorded["source"] == shelf.url + "/tiny-ru_en.argosmodel"
    assert verify(tmp_path, "ru") == []
    assert list((tmp_path / "downloads").iterdir()) == []
    remove(tmp_path, "ru")
    assert installed(tmp_path) == []


def test_a_download_that_breaks_off_goes_on_where_it_stopped(shelf, russian, tmp_path):
    stock(shelf, russian)
    shelf.cuts = [20_480, 4_096]
    digest = fetch([shelf.url + "/tiny-ru_en.argosmodel"], tmp_path / "got", pause=0)
    assert digest == sha256(russian)
    assert [wanted for _, wanted in shelf.asked] == [None, "bytes=20480-", "bytes=24576-"]
    assert [path.name for path in tmp_path.glob("got*")] == ["got"]


def test_a_download_that_another_run_began_is_finished(shelf, russian, tmp_path):
    stock(shelf, russian)
    shelf.cuts = [8_192] * 5
    link = shelf.url + "/tiny-ru_en.argosmodel"
    with pytest.raises(DownloadFailed):
        fetch([link], tmp_path / "got", pause=0)
    assert not (tmp_path / "got").exists()
    assert (tmp_path / "got.part").stat().st_size == 40_960
    assert fetch([link], tmp_path / "got", pause=0) == sha256(russian)
    assert shelf.asked[-1][1] == "bytes=40960-"


def test_a_file_that_changed_meanwhile_is_fetched_anew(shelf, russian, tmp_path):
    stock(shelf, russian)
    link = shelf.url + "/tiny-ru_en.argosmodel"
    shelf.cuts = [8_192] * 5
    with pytest.raises(DownloadFailed):
        fetch([link], tmp_path / "got", pause=0)
    shelf.tag = '"two"'
    shelf.files["/tiny-ru_en.argosmodel"] = russian.read_bytes()[::-1]
    fetch([link], tmp_path / "got", pause=0)
    assert (tmp_path / "got").read_bytes() == russian.read_bytes()[::-1]


def test_a_dead_link_gives_way_to_the_next(shelf, russian, tmp_path):
    stock(shelf, russian)
    links = [shelf.url + "/gone", shelf.url + "/tiny-ru_en.argosmodel"]
    assert fetch(links, tmp_path / "got") == sha256(russian)


def test_a_sha256_of_the_index_that_does_not_fit_is_refused(shelf, russian, tmp_path):
    stock(shelf, russian, sha256="0" * 64)
    with pytest.raises(BrokenPackage, match="the index says 0000"):
        install(tmp_path, "ru", index=shelf.url)
    assert installed(tmp_path) == []
    assert list((tmp_path / "downloads").iterdir()) == []


def test_a_mirror_whose_index_points_elsewhere_is_used_itself(shelf, russian, tmp_path):
    stock(shelf, russian)
    shelf.files["/index.json"] = json.dumps([entry("http://127.0.0.1:9/x/tiny-ru_en.argosmodel")]).encode()
    assert install(tmp_path, "ru", index=shelf.url + "/index.json").languages == ("ru",)


def test_a_folder_of_packages_is_an_index(russian, tmp_path):
    folder = tmp_path / "usb"
    folder.mkdir()
    (folder / russian.name).write_bytes(russian.read_bytes())
    (folder / "broken.argosmodel").write_bytes(b"")
    assert [offer.from_code for offer in offers(str(folder))] == ["ru"]
    assert install(tmp_path / "models", "ru", index=str(folder)).quality == "neural"


def test_a_copied_index_file_finds_the_packages_beside_it(russian, tmp_path):
    (tmp_path / russian.name).write_bytes(russian.read_bytes())
    (tmp_path / "index.json").write_text(json.dumps([entry("http://127.0.0.1:9/" + russian.name)]))
    assert install(tmp_path / "models", "ru", index=str(tmp_path / "index.json")).languages == ("ru",)


def test_the_newest_version_is_offered_first(tmp_path):
    versions = ["1.9", "1.10", "1.0"]
    index = [entry("http://127.0.0.1:9/x", package_version=version) for version in versions]
    (tmp_path / "index.json").write_text(json.dumps(index))
    assert [offer.version for offer in offers(str(tmp_path))] == ["1.10", "1.9", "1.0"]


@pytest.mark.parametrize("content", ["", "{", "{}", "[1]", '"text"'])
def test_an_index_that_is_none_is_refused(tmp_path, content):
    (tmp_path / "index.json").write_text(content)
    with pytest.raises(BrokenPackage):
        offers(str(tmp_path))


def test_kazakh_is_explained_with_sizes_and_licences(shelf, russian, tmp_path):
    stock(shelf, russian)
    with pytest.raises(NotOffered) as raised:
        install(tmp_path, "kk", index=shelf.url)
    for said in ("NLLB-200", "CC BY-NC 4.0", "M2M-100", "MIT", "MADLAD-400", "Apache", "OPUS-MT", "MB"):
        assert said in str(raised.value)


def test_without_a_network_the_choices_are_explained_all_the_same(tmp_path):
    with pytest.raises(NotOffered, match=r"FILE\.argosmodel"):
        install(tmp_path, "ru", index="http://127.0.0.1:9/")


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path):
    with pytest.raises(PackageError, match="no such file"):
        install(tmp_path, "missing.argosmodel", index=str(tmp_path))


def test_a_package_and_a_models_folder_can_be_given_by_address(shelf, russian, tmp_path):
    stock(shelf, russian)
    assert install(tmp_path, shelf.url + "/tiny-ru_en.argosmodel", index="").name == "tiny_ru_en"
    folder = tmp_path / "nllb-like"
    folder.mkdir()
    known = pairs("kk") | {"kaz_Cyrl": "eng_Latn", "eng_Latn": "eng_Latn"}
    tokenizer = train_tokenizer(known)
    write_model(folder, tokenizer, known, Shape())
    (folder / "sentencepiece.bpe.model").write_bytes(tokenizer)
    shelf.files |= {f"/nllb-like/{path.name}": path.read_bytes() for path in folder.iterdir()}
    one = install(tmp_path / "models", shelf.url + "/nllb-like/", index="")
    assert one.languages == ("kk",)
    assert verify(tmp_path / "models", "kk") == []


def test_verify_names_each_file_that_changed_went_or_came(russian, tmp_path):
    one = install(tmp_path, str(russian), index="")
    (one.path / "README.md").write_text("changed")
    (one.path / "extra").write_text("new")
    (one.path / "model" / "config.json").unlink()
    problems = "\n".join(verify(tmp_path, "ru"))
    assert "README.md: SHA-256 is" in problems
    assert "extra: was not there" in problems
    assert "config.json: missing" in problems


def test_installing_again_replaces_and_a_broken_file_does_not(russian, tmp_path):
    install(tmp_path, str(russian), index="")
    again = install(tmp_path, str(russian), index="")
    assert verify(tmp_path, again.name) == []
    broken = tmp_path / "broken.argosmodel"
    broken.write_bytes(russian.read_bytes()[:40_000])
    with pytest.raises(BrokenPackage):
        install(tmp_path, str(broken), index="")
    assert verify(tmp_path, again.name) == []
