"""The WSGI entry that the server loads."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

from jiqun.config.environment import base_path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiqun.config.settings")
Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


def under(path: str, inner: Application) -> Application:
    """The application below a path of its host. A proxy may have taken the path off already, or leave it on."""

    def outer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        asked = environ.get("PATH_INFO", "")
        if asked == path or asked.startswith(f"{path}/"):
            environ["PATH_INFO"] = asked[len(path) :] or "/"
        return inner(environ, start_response)

    return outer if path else inner


application: Application = under(base_path(os.environ.get("JIQUN_PATH", "")), get_wsgi_application())
