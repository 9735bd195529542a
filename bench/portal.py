"""`python -m bench.portal`: pages of the public under load, as a whole server with as many workers as cores (issue 8).

The goal is 500 requests a second from pages kept as rendered, and 200 where every one is made anew. The visitors are
one process on the same machine: what they cost, the server lacks.
"""

from __future__ import annotations

import os
import selectors
import socket
import time
from pathlib import Path

from bench.alone import alone, serving
from bench.measure import Row

PAGES = ("/", "/directory/", "/notices/", "/measure/")
VISITORS, SECONDS = 16, 8.0
KEPT_GOAL, FRESH_GOAL = 500, 200


def rows(var: Path) -> list[Row]:
    """Every page alone, and all of them with a query that makes each request another page."""
    with serving(var, os.cpu_count() or 1) as port:
        found = []
        for page in PAGES:
            asked(port, [page], 1.0)
            found.append(row(f"{page} as kept", asked(port, [page], SECONDS), KEPT_GOAL))
        fresh = [f"{page}?n={number}" for number in range(20_000) for page in PAGES[:3]]
        return [*found, row("three pages, each made anew", asked(port, fresh, SECONDS), FRESH_GOAL)]


def row(what: str, per_second: float, goal: int) -> Row:
    """As the time a request takes of the whole machine, which is what the table can compare: fewer is better."""
    return Row(
        f"{what}: {per_second:,.0f} requests/s", milliseconds=1000 / per_second, goal=1000 / goal, unit="ms each"
    )


def asked(port: int, pages: list[str], seconds: float) -> float:
    """Requests a second that were answered with 200 and a whole body, over `VISITORS` connections kept open."""
    ready = selectors.DefaultSelector()
    turn, done, end = iter(range(10**9)), 0, time.monotonic() + seconds

    def ask(visitor: socket.socket) -> None:
        page = pages[next(turn) % len(pages)]
        visitor.sendall(
            f"GET {page} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: gzip\r\n\r\n".encode("ascii")
        )

    for _ in range(VISITORS):
        visitor = socket.create_connection(("127.0.0.1", port))
        ready.register(visitor, selectors.EVENT_READ, bytearray())
        ask(visitor)
    began = time.monotonic()
    while time.monotonic() < end:
        for key, _ in ready.select(timeout=1):
            assert isinstance(key.fileobj, socket.socket)
            held: bytearray = key.data
            held += key.fileobj.recv(1 << 18)
            if whole(held):
                held.clear()
                done += 1
                ask(key.fileobj)
    took = time.monotonic() - began
    for key in list(ready.get_map().values()):
        assert isinstance(key.fileobj, socket.socket)
        key.fileobj.close()
    return done / took


def whole(held: bytearray) -> bool:
    """Whether an answer has come to its end. Raises `RuntimeError` for one other than 200."""
    head, blank, body = bytes(held).partition(b"\r\n\r\n")
    if not blank:
        return False
    if b" 200 " not in head[:20]:
        raise RuntimeError(head.split(b"\r\n")[0].decode())
    length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
    return len(body) >= int(length.split(b":")[1])


if __name__ == "__main__":
    raise SystemExit(alone(rows, stage="notice"))
