"""The public part as plain files: for a site that holds no program, or for the day this one is down.

Every page of the sitemap is written as it is shown now, with its style and pictures. What needs the program (searching,
objecting, signing in, another language) leads to the address it runs at. A page says of what moment it is.
"""

from __future__ import annotations

import mimetypes
import re
from dataclasses import dataclass, field
from datetime import datetime
from html import escape, unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from defusedxml import ElementTree
from django.templatetags.static import static
from django.test import Client
from django.urls import get_script_prefix, reverse

from jiqun.bilingual import Text
from jiqun.web.moments import moment

LINK = re.compile(r'\b(href|src|action)="([^"]*)"')
CARD = re.compile(r'<meta property="og:image" content="([^"]*)"')
FORM = re.compile(r"<form(?![^>]*\saction=)")
BODY = re.compile(r"<body[^>]*>")
FEEDS = ("news", "dates", "sitemap", "robots")
OPEN = ("open-csv", "open-json", "open-schema", "open-figures")
SAID = Text(
    "静态副本，生成于 {at}。查找、提出异议、登录等请到",
    "A copy made at {at}. To search, to object and to sign in, go to",
)


class Unfinished(Exception):
    """A page or a file could not be shown; its address is the message. Nothing that was written may be put up."""


@dataclass
class Export:
    """Writes into `target` what will lie at `home` (https://example.cn/clusters/); `live` is where the program runs.

    The path of `home` is the path this process runs under (`JIQUN_PATH`).
    """

    target: Path
    home: str
    live: str
    now: datetime
    pages: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.prefix = get_script_prefix().rstrip("/")
        self.live = self.live.rstrip("/")
        parts = urlsplit(self.home)
        self.client = Client(headers={"host": parts.netloc, "x-forwarded-proto": parts.scheme})
        self.secure = parts.scheme == "https"

    def run(self) -> int:
        """Writes everything; how many files. Raises `Unfinished`."""
        tree = ElementTree.fromstring(self.fetch(self.inside(reverse("portal:sitemap"))))
        self.pages = [self.inside(urlsplit(each.text).path) for each in tree.iter() if each.tag.endswith("}loc")]
        for path in self.pages:
            self.write(f"{path}index.html", self.page(path, self.fetch(path).decode()))
        for name in FEEDS:
            self.file(self.inside(reverse(f"portal:{name}")))
        for name in OPEN:
            self.there(self.inside(reverse(f"portal:{name}")))
        return len(self.pages) + len(self.files)

    def inside(self, path: str) -> str:
        """An address without the path the site lies under."""
        return path.removeprefix(self.prefix)

    def fetch(self, path: str) -> bytes:
        """What a visitor without account gets. Raises `Unfinished`."""
        answer: Any = self.client.get(path, secure=self.secure)
        if answer.status_code != 200:
            raise Unfinished(f"{path}: {answer.status_code}")
        self.kind = answer.headers["Content-Type"]
        return b"".join(answer) if answer.streaming else bytes(answer.content)

    def page(self, path: str, text: str) -> bytes:
        """A page with its links as they are in the copy, and what it says of itself."""
        text = FORM.sub(f'<form action="{escape(self.live + path)}"', text)
        for picture in CARD.findall(text):
            self.there(self.inside(urlsplit(unescape(picture)).path))
        text = LINK.sub(lambda found: self.link(path, found[1], unescape(found[2])), text)
        said = SAID.format(at=moment(self.now))
        notice = f'<p class="demo">{said} <a href="{escape(self.live)}/">{escape(self.live)}</a></p>'
        return BODY.sub(lambda found: found[0] + notice, text, count=1).encode()

    def link(self, path: str, name: str, there: str) -> str:
        """A link of a page: to the copy of what was copied, else to where the program runs."""
        parts = urlsplit(there)
        whole = urlsplit(urljoin(self.prefix + path, there))
        if parts.scheme or there.startswith("#") or not whole.path.startswith(f"{self.prefix}/"):
            return f'{name}="{escape(there)}"'
        inside = self.inside(whole.path)
        if name == "src" or whole.path.startswith(static("")):
            return f'{name}="{self.prefix}{self.file(inside)}"'
        feeds = [reverse(f"portal:{each}") for each in FEEDS]
        if not parts.query and (inside in self.pages or whole.path in feeds):
            return f'{name}="{escape(there)}"'
        query, mark = (f"{sign}{value}" if value else "" for sign, value in (("?", whole.query), ("#", whole.fragment)))
        return f'{name}="{escape(self.live + inside + query + mark)}"'

    def there(self, path: str) -> None:
        """Writes a file that may well not exist: data that was not opened, a picture no machine here can set."""
        if path not in self.files and self.client.get(path, secure=self.secure).status_code == 200:
            self.file(path)

    def file(self, path: str) -> str:
        """Writes a file once; where it lies. One without a name of its own gets one by its kind."""
        if path not in self.files:
            body = self.fetch(path)
            ending = f"file{mimetypes.guess_extension(self.kind) or ''}" if path.endswith("/") else ""
            self.files[path] = self.write(path + ending, body)
        return self.files[path]

    def write(self, path: str, body: bytes) -> str:
        """Puts a file in its place, which is never outside the folder. Raises `Unfinished`."""
        file = (self.target / unquote(path).lstrip("/")).resolve()
        if self.target.resolve() not in file.parents:
            raise Unfinished(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)
        return path
