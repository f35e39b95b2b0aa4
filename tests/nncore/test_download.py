"""Fetching MNIST from a server of our own on 127.0.0.1: whole and unaltered, or not at all."""

import gzip
import hashlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

import nncore
from nncore import download

FILES = {name: f"the bytes of {name}".encode() * 50 for name in download.SHA256}
FIRST, *_, LAST = FILES


@pytest.fixture
def server(monkeypatch):
    """A mirror. `server.answers[name]` replaces the answer to /mnist/<name>.gz: a function of the request handler."""
    monkeypatch.setattr(download, "SHA256", {name: hashlib.sha256(data).hexdigest() for name, data in FILES.items()})
    monkeypatch.setenv("no_proxy", "127.0.0.1")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.server.asked.append(self.path)
            name = self.path.removeprefix("/mnist/").removesuffix(".gz")
            if name in self.server.answers:
                self.server.answers[name](self)
            elif name in FILES:
                send(self, gzip.compress(FILES[name]))
            else:
                self.send_error(404)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.answers, server.asked = {}, []
    server.url = f"http://127.0.0.1:{server.server_port}/mnist"
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def send(handler, data, length=...):
    handler.send_response(200)
    if length is not None:
        handler.send_header("Content-Length", str(len(data) if length is ... else length))
    handler.end_headers()
    handler.wfile.write(data)


def holds(folder):
    """{name: unpacked bytes} of the files in a folder."""
    return {file.name: gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
            for file in folder.iterdir()}


WHOLE = {f"{name}.gz": data for name, data in FILES.items()}


def test_the_four_files_are_fetched_and_checked(server, tmp_path):
    seen = {}
    fetched = nncore.fetch_mnist(tmp_path / "new" / "folder", [server.url + "/"],
                                progress=lambda name, done, total: seen.update({name: (done, total)}))
    assert fetched == list(FILES) and holds(tmp_path / "new" / "folder") == WHOLE
    sizes = {name: len(gzip.compress(data)) for name, data in FILES.items()}
    assert seen == {name: (size, size) for name, size in sizes.items()}


def test_files_that_are_there_and_right_are_left_alone(server, tmp_path):
    (tmp_path / FIRST).write_bytes(FILES[FIRST])                             # unpacked
    (tmp_path / f"{LAST}.gz").write_bytes(gzip.compress(FILES[LAST], 1))     # another gzip of it
    (tmp_path / "notes.txt").write_text("mine")
    before = (tmp_path / f"{LAST}.gz").read_bytes()
    assert nncore.fetch_mnist(tmp_path, [server.url]) == list(FILES)[1:-1]
    assert (tmp_path / f"{LAST}.gz").read_bytes() == before and (tmp_path / "notes.txt").read_text() == "mine"
    assert sorted(server.asked) == sorted(f"/mnist/{name}.gz" for name in list(FILES)[1:-1])
    assert not (tmp_path / f"{FIRST}.gz").exists()
    server.asked.clear()
    assert nncore.fetch_mnist(tmp_path, [server.url]) == [] and not server.asked


@pytest.mark.parametrize("suffix, spoiled", [
    ("", b"mine"), (".gz", b""), (".gz", b"not gzip"), (".gz", gzip.compress(b"another file")),
    (".gz", gzip.compress(FILES[LAST])[:-9])], ids=["unpacked", "empty", "not gzip", "another file", "cut"])
def test_a_file_of_somebody_else_is_named_and_not_replaced(server, tmp_path, suffix, spoiled):
    """Found from outside: Fashion-MNIST, whose files have the same names, was replaced."""
    (tmp_path / f"{LAST}{suffix}").write_bytes(spoiled)
    with pytest.raises(nncore.DownloadError, match=f"{LAST}{suffix} is not MNIST's.*not replaced.*hoose another folder"):
        nncore.fetch_mnist(tmp_path, [server.url])
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [(f"{LAST}{suffix}", spoiled)]


def not_found(handler):
    handler.send_error(404)


def other_bytes(handler):
    send(handler, gzip.compress(b"another file"))


def cut(handler):
    data = gzip.compress(FILES[LAST])
    send(handler, data[:30], len(data))
    handler.close_connection = True


def cut_without_length(handler):
    send(handler, gzip.compress(FILES[LAST])[:30], None)
    handler.close_connection = True


def unpacked(handler):
    send(handler, FILES[LAST])


def too_large(handler):
    send(handler, b"x" * 200_000)


def bomb(handler):
    send(handler, gzip.compress(b"\0" * 5_000_000))


def lying_length(handler):
    send(handler, b"x", "plenty")


def to_a_local_file(handler):
    handler.send_response(302)
    handler.send_header("Location", "file:///etc/passwd")
    handler.end_headers()


def in_circles(handler):
    handler.send_response(302)
    handler.send_header("Location", handler.path)
    handler.end_headers()


def no_answer(handler):
    handler.close_connection = True


FAILURES = {
    not_found: "HTTP Error 404: Not Found", other_bytes: r"not the file it should be \(its SHA-256 differs\)",
    cut: r"the connection was cut after 30 of \d+ bytes", cut_without_length: "not the file it should be",
    unpacked: "Error -3|incorrect header", too_large: "it sends more than 100000 bytes",
    bomb: "not the file it should be",
    lying_length: "plenty", to_a_local_file: "302|not allowed",
    in_circles: "redirect", no_answer: "Remote end closed",
}


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: failure.__name__)
def test_nothing_of_a_failed_fetch_is_kept(server, tmp_path, monkeypatch, failure):
    monkeypatch.setattr(download, "LARGEST", 100_000)
    (tmp_path / "notes.txt").write_text("mine")
    server.answers[LAST] = failure  # the other three come through
    with pytest.raises(nncore.DownloadError,
                       match=f"(?s){LAST} could not be fetched; nothing was kept.*{FAILURES[failure]}.*"
                                                   "Try .*--mirror URL"):
        nncore.fetch_mnist(tmp_path, [server.url])
    assert holds(tmp_path) == {"notes.txt": b"mine"}
    del server.answers[LAST]
    assert len(nncore.fetch_mnist(tmp_path, [server.url])) == 4


def test_a_redirect_to_another_mirror_is_followed(server, tmp_path):
    def moved(handler):
        handler.send_response(301)
        handler.send_header("Location", f"{server.url}/elsewhere")
        handler.end_headers()

    server.answers[FIRST] = moved
    server.answers["elsewhere"] = lambda handler: send(handler, gzip.compress(FILES[FIRST]))
    nncore.fetch_mnist(tmp_path, [server.url])
    assert holds(tmp_path) == WHOLE


def test_a_silent_server_is_given_up(server, tmp_path, monkeypatch):
    monkeypatch.setattr(download, "TIMEOUT", 0.2)
    stop = threading.Event()
    server.answers[FIRST] = lambda handler: stop.wait(20)
    try:
        with pytest.raises(nncore.DownloadError, match="timed out"):
            nncore.fetch_mnist(tmp_path, [server.url])
    finally:
        stop.set()
    assert not list(tmp_path.iterdir())


def test_the_next_mirror_is_tried(server, tmp_path):
    assert len(nncore.fetch_mnist(tmp_path, [server.url + "/elsewhere", server.url])) == 4
    assert holds(tmp_path) == WHOLE


def test_every_mirror_that_failed_is_named(server, tmp_path):
    with pytest.raises(nncore.DownloadError,
                       match=rf"{server.url}/a/{FIRST}.gz: HTTP Error 404.*; {server.url}/b/.*404"):
        nncore.fetch_mnist(tmp_path, [server.url + "/a", server.url + "/b"])


@pytest.mark.parametrize("mirror", ["file:///etc", "ftp://x/y", "/etc", "mnist"])
def test_a_mirror_is_an_http_address(server, tmp_path, mirror):
    with pytest.raises(nncore.DownloadError, match="a mirror must be an http or https address"):
        nncore.fetch_mnist(tmp_path, [mirror])


def test_a_folder_that_cannot_be_written(server, tmp_path, small_files):
    (tmp_path / "file").write_text("precious")
    with pytest.raises(nncore.DownloadError, match="file could not be written .*Make room or choose another folder"):
        nncore.fetch_mnist(tmp_path / "file", [server.url])
    with small_files(20), pytest.raises(nncore.DownloadError, match="could not be written .*Make room"):
        nncore.fetch_mnist(tmp_path / "new", [server.url])
    assert not list((tmp_path / "new").iterdir()) and (tmp_path / "file").read_text() == "precious"


def test_the_published_hashes_are_those_of_the_real_files(mnist_dir):
    assert nncore.fetch_mnist(mnist_dir, mirrors=[]) == []
    assert download.SHA256["t10k-labels-idx1-ubyte"] == "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"


def test_what_was_fetched_can_be_read(server, tmp_path, monkeypatch):
    images = np.arange(2 * 784).reshape(2, 28, 28) % 256
    packed = {"images": bytes((0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 28, 0, 0, 0, 28)) + images.astype("uint8").tobytes(),
              "labels": bytes((0, 0, 8, 1, 0, 0, 0, 2, 7, 3))}
    files = {name: packed["images" if "images" in name else "labels"] for name in FILES}
    monkeypatch.setattr(download, "SHA256", {name: hashlib.sha256(data).hexdigest() for name, data in files.items()})
    for name, data in files.items():
        server.answers[name] = lambda handler, data=data: send(handler, gzip.compress(data))
    nncore.fetch_mnist(tmp_path, [server.url])
    assert nncore.load_mnist(tmp_path, "test").labels.tolist() == [7, 3]
