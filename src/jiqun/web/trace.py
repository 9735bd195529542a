"""One id for each request, shown on error pages and written into the log, so that a caller can quote it."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_trace: ContextVar[str] = ContextVar("jiqun_trace", default="-")


def trace_id() -> str:
    """The id of the request in hand; `-` outside one."""
    return _trace.get()


@contextmanager
def traced() -> Iterator[str]:
    """Give the block a fresh id. A client's own id is never taken over: it could forge a log line."""
    token = _trace.set(secrets.token_hex(8))
    try:
        yield _trace.get()
    finally:
        _trace.reset(token)


class TraceFilter(logging.Filter):
    """Puts `%(trace)s` at the disposal of a log format."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.trace = trace_id()
        return True
