"""Fetch MNIST (Y. LeCun, C. Cortes, C. Burges) from its public mirrors: whole and unaltered, or not at all."""

import gzip
import hashlib
import os
import tempfile
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from nncore._types import File
from nncore.data import MNIST
from nncore.errors import DownloadError, require

MIRRORS = ("https://ossci-datasets.s3.amazonaws.com/mnist", "https://storage.googleapis.com/cvdf-datasets/mnist")
SHA256 = {name: sha256 for names, hashes in MNIST.values() for name, sha256 in zip(names, hashes, strict=True)}
LARGEST = 64 << 20     # bytes, packed or unpacked: the largest file is 47 MB
TIMEOUT = 30           # seconds without a byte

def fetch_mnist(folder: File, mirrors: Sequence[str] = MIRRORS,
                progress: Callable[[str, int, int | None], object] | None = None) -> list[str]:
    """Fetch the four files of MNIST into `folder`, gzipped; those that are there and right are left alone, others not replaced.
    progress is called as progress(name, bytes so far, bytes in all or None). Returns the names of the files that were fetched.
    Raises DownloadError; nothing of a failed fetch is kept."""
    fetched = {name: _fetch(name, mirrors, progress) for name in SHA256 if not _is_right(Path(folder), name)}
    try:
        os.makedirs(folder, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".mnist-", dir=folder) as temporary:
            for name, packed in fetched.items():
                Path(temporary, name).write_bytes(packed)
            for name in fetched:
                Path(temporary, name).rename(Path(folder, f"{name}.gz"))
    except OSError as error:
        raise DownloadError(f"{folder} could not be written ({error}). Make room or choose another folder.") from error
    return [*fetched]

def _is_right(folder, name):
    """Whether the file is there, gzipped or not. Raises DownloadError where another file has its name."""
    for path, opened in ((folder / name, open), (folder / f"{name}.gz", gzip.open)):
        if path.exists():
            with suppress(OSError, EOFError, zlib.error), opened(path, "rb") as file:
                if hashlib.sha256(file.read(LARGEST)).hexdigest() == SHA256[name]:
                    return True
            raise DownloadError(f"{path} is not MNIST's file of that name, and is not replaced: choose another folder, or remove it")
    return False

def _fetch(name, mirrors, progress):
    """The gzipped bytes of one file from the first mirror that has it right."""
    import http.client  # here, as urllib.request below: they take as long to import as the rest of nncore
    failures = []
    for url in (f"{mirror.rstrip('/')}/{name}.gz" for mirror in mirrors):
        try:
            packed, unpacker = _download(url, name, progress), zlib.decompressobj(wbits=31)     # 31: the gzip format
            if hashlib.sha256(unpacker.decompress(packed, LARGEST)).hexdigest() == SHA256[name] and unpacker.eof:
                return packed
            failures.append(f"{url}: not the file it should be (its SHA-256 differs)")
        except (OSError, zlib.error, http.client.HTTPException, ValueError) as error:
            failures.append(f"{url}: {error}")
    raise DownloadError(f"{name} could not be fetched; nothing was kept. {'; '.join(failures)}. Try later, or with --mirror URL.")

def _download(url, name, progress):
    require(url.startswith(("http://", "https://")), "a mirror must be an http or https address", DownloadError)
    import urllib.request
    data = bytearray()
    with urllib.request.urlopen(url, timeout=TIMEOUT) as reply:
        total = int(reply.headers.get("Content-Length") or 0) or None
        while piece := reply.read1(1 << 16):
            data += piece
            require(len(data) <= LARGEST, f"it sends more than {LARGEST} bytes", DownloadError)
            if progress is not None:
                progress(name, len(data), total)
    require(total in (None, len(data)), f"the connection was cut after {len(data)} of {total} bytes", DownloadError)
    return bytes(data)
