"""Static files, compressed once at the start of a process and sent so to who takes them so."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path
from typing import Any, ClassVar
from wsgiref.headers import Headers

from django.conf import settings
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile

LEAST = 1_000
KINDS = (".css", ".js", ".svg", ".txt", ".json")


class PackedStaticMiddleware(WhiteNoiseMiddleware):
    """WhiteNoise looks for a compressed file beside each; ours lie among the data, for packages are read only."""

    packed: ClassVar[dict[str, str]] = {}

    def get_static_file(self, path: str, url: str, stat_cache: Any = None) -> StaticFile:
        """The file with its compressed form, when it has one."""
        found = super().get_static_file(path, url, stat_cache=stat_cache)
        if (small := self.small(path)) is None:
            return found
        headers = Headers([])
        self.add_mime_headers(headers, path, url)
        self.add_cache_headers(headers, path, url)
        return StaticFile(path, headers.items(), encodings={"gzip": small})

    def small(self, path: str) -> str | None:
        """Where the compressed form of a file lies, named by what it holds; None for a small one and for a picture."""
        if path not in self.packed:
            self.packed[path] = pack(Path(path))
        return self.packed[path] or None


def pack(path: Path) -> str:
    """Compresses a file unless its compressed form is there; "" when it does not pay."""
    if path.suffix not in KINDS or path.stat().st_size < LEAST:
        return ""
    plain = path.read_bytes()
    kept: Path = settings.PACKED_STATIC / f"{hashlib.sha256(plain).hexdigest()[:40]}.gz"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        half = kept.with_suffix(f".{id(plain)}")
        half.write_bytes(gzip.compress(plain, 9, mtime=0))
        half.replace(kept)
    return str(kept)
