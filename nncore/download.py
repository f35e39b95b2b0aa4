"""Fetch MNIST (Y. LeCun, C. Cortes, C. Burges) from its public mirrors: whole and unaltered, or not at all."""

import gzip
import hashlib
import http.client
import shutil
import socket
import tempfile
import threading
import time
import urllib.request as web
import zlib
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from nncore.errors import DownloadError

MIRRORS = ("https://ossci-datasets.s3.amazonaws.com/mnist", "https://storage.googleapis.com/cvdf-datasets/mnist")
SHA256 = {  # of the uncompressed IDX files, so that any gzip of them passes
    "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}
LARGEST = 64 << 20     # bytes, packed or unpacked: the largest file is 47 MB
TIMEOUT = 30           # seconds without a byte
PATIENCE = 15 * 60     # seconds for one file


def fetch_mnist(folder, mirrors=MIRRORS, progress=None):
    """Fetch the four files of MNIST into `folder`, gzipped; those that are there and right are left alone.

    progress  called as progress(name, bytes so far, bytes in all or None)
    Returns the names of the files that were fetched. Raises DownloadError; nothing of a failed fetch is kept.
    """
    folder = Path(folder)
    wanted = [name for name in SHA256 if not _is_right(folder, name)]
    for name in wanted:
        if (folder / name).exists():
            raise DownloadError(f"{folder / name} is not the file it should be (its SHA-256 differs), and would be "
                                f"read before {name}.gz. Remove it and try again.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".mnist-", dir=folder) as temporary:
            for name in wanted:
                (Path(temporary) / f"{name}.gz").write_bytes(_fetch(name, mirrors, progress))
            for name in wanted:
                shutil.move(Path(temporary) / f"{name}.gz", folder / f"{name}.gz")
    except OSError as error:
        if isinstance(error, DownloadError):
            raise
        raise DownloadError(f"{folder} could not be written ({error}). Make room or choose another folder.") from error
    return wanted


def _is_right(folder, name):
    """Whether the file is there, gzipped or not, and is the one that load_mnist will read."""
    for path, opened in ((folder / name, open), (folder / f"{name}.gz", gzip.open)):
        if path.is_file():
            try:
                with opened(path, "rb") as file:
                    return hashlib.sha256(file.read(LARGEST)).hexdigest() == SHA256[name]
            except (OSError, EOFError, zlib.error):
                return False
    return False


def _fetch(name, mirrors, progress):
    """The gzipped bytes of one file from the first mirror that has it right."""
    failures = []
    for mirror in mirrors:
        url = f"{mirror.rstrip('/')}/{name}.gz"
        if urlsplit(url).scheme not in ("http", "https"):
            raise DownloadError(f"a mirror must be an http or https address; got {mirror}")
        try:
            packed = _download(url, name, progress)
            if hashlib.sha256(_unpack(packed)).hexdigest() == SHA256[name]:
                return packed
            failures.append(f"{url}: not the file it should be (its SHA-256 differs)")
        except (OSError, EOFError, zlib.error, http.client.HTTPException, ValueError) as error:
            failures.append(f"{url}: {error}")
    raise DownloadError(f"{name} could not be fetched; nothing was kept. " + "; ".join(failures)
                        + ". Try again later, or name another mirror with --mirror URL.")


def _download(url, name, progress):
    data, began = bytearray(), time.monotonic()
    with _patiently() as opener, opener.open(url, timeout=TIMEOUT) as reply:
        total = int(reply.headers.get("Content-Length") or 0) or None
        while piece := reply.read1(1 << 16):  # read1 returns what has come: a trickle is noticed
            data += piece
            if len(data) > LARGEST:
                raise ValueError(f"it sends more than {LARGEST} bytes")
            if time.monotonic() - began > PATIENCE:
                raise ValueError(f"it is too slow: not done after {PATIENCE} s")
            if progress is not None:
                progress(name, len(data), total)
    if total is not None and len(data) != total:
        raise ValueError(f"the connection was cut after {len(data)} of {total} bytes")
    return bytes(data)


@contextmanager
def _patiently():
    """An opener of http and https addresses, wherever they redirect to. It waits for an answer to begin no longer than
    PATIENCE: a server that sends its headers a byte at a time is never silent for TIMEOUT."""
    opener, addresses, late = web.OpenerDirector(), _Addresses(), threading.Event()
    for handler in (web.ProxyHandler(), addresses, web.HTTPRedirectHandler(), web.HTTPErrorProcessor(),
                    web.HTTPDefaultErrorHandler(), web.UnknownHandler()):
        opener.add_handler(handler)

    def give_up():
        late.set()
        for sock in [each.sock for each in addresses.connections if each.sock]:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(PATIENCE, give_up)
    timer.daemon = True
    timer.start()
    try:
        yield opener
    finally:
        timer.cancel()
        if late.is_set():
            raise ValueError(f"it is too slow: not done after {PATIENCE} s")


class _Addresses(web.AbstractHTTPHandler):
    """Opens http and https addresses; `connections` keeps what it opened, so that it can be cut."""

    http_request = https_request = web.AbstractHTTPHandler.do_request_

    def __init__(self):
        super().__init__()
        self.connections = []

    def http_open(self, request):
        return self.do_open(self._kept(http.client.HTTPConnection), request)

    def https_open(self, request):
        return self.do_open(self._kept(http.client.HTTPSConnection), request)

    def _kept(self, kind):
        def connection(host, **how):
            self.connections.append(kind(host, **how))
            return self.connections[-1]

        return connection


def _unpack(packed):
    """The gunzipped bytes, never more than LARGEST of them."""
    unpacker = zlib.decompressobj(wbits=31)  # 31: the gzip format
    data = unpacker.decompress(packed, LARGEST)
    if not unpacker.eof:
        raise ValueError("it is not a whole gzip file")
    return data
