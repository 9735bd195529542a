"""The chapters as they are shipped (`portal/handbook/*.md`), and which of them speaks of a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from jiqun.authorities.models import Account, Level, Role
from jiqun.bilingual import Text
from jiqun.law.citation import citing

TITLES = {
    "county": Text("县级经办、审核", "County officers and approvers"),
    "prefecture": Text("市级经办、审核", "Prefecture officers and approvers"),
    "province": Text("省级经办、审核", "Provincial officers and approvers"),
    "expert": Text("评审专家", "Experts"),
    "firms": Text("运营管理机构和企业", "Operating agencies and enterprises"),
    "public": Text("公众", "The public"),
    "oversight": Text("纪检监督和审计", "Supervision and audit"),
    "administrator": Text("系统管理", "Administration"),
}
"""Chapters in their order."""
OF_LEVEL = {Level.COUNTY: "county", Level.PREFECTURE: "prefecture", Level.PROVINCE: "province"}
OF_ROLE = {
    Role.EXPERT: "expert",
    Role.AGENCY: "firms",
    Role.SUPERVISOR: "oversight",
    Role.AUDIT_ADMIN: "oversight",
    Role.SYSTEM_ADMIN: "administrator",
    Role.SECURITY_ADMIN: "administrator",
}
SPEAKS_OF: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("recognition:backfill", ("backfill",)),
    ("recognition:correction", ("correct", "check")),
    ("recognition:round", ("round",)),
    ("recognition:candidates", ("recommend",)),
    ("recognition:recommending", ("recommend",)),
    ("recognition:sheet", ("score", "panel")),
    ("recognition:", ("apply", "check", "qualify")),
    ("review:", ("panel", "invite")),
    ("notices:disclosure", ("disclose",)),
    ("notices:draft-disclosure", ("disclose",)),
    ("notices:", ("notice",)),
    ("portal:notice", ("notice",)),
    ("portal:self-check", ("self-check",)),
    ("portal:journal", ("journal",)),
    ("portal:open-data", ("data",)),
    ("portal:", ("directory",)),
    ("collection:", ("collect", "firm")),
    ("visits:", ("visit",)),
    ("outgoing:", ("papers",)),
    ("archives:", ("archive",)),
    ("hearings:", ("defend", "revoke")),
    ("instruments:calendar", ("calendar",)),
    ("instruments:listing", ("lists-of-the-state",)),
    ("instruments:enter-holidays", ("calendar",)),
    ("instruments:", ("ask", "start")),
    ("supervision:renewal", ("renew",)),
    ("supervision:revocation", ("revoke",)),
    ("supervision:change", ("change",)),
    ("supervision:", ("report",)),
    ("cultivation:", ("cultivate",)),
    ("ledgers:", ("cultivate",)),
    ("casework:together", ("together", "work")),
    ("casework:stand", ("stand-in", "people")),
    ("casework:appoint", ("stand-in",)),
    ("casework:staff", ("people", "start")),
    ("casework:account", ("work",)),
    ("casework:", ("work", "intake")),
    ("forms:", ("apply", "round")),
    ("api:", ("api",)),
)
"""How the name of a page begins → the sections that may speak of it; the first that the reader's chapter has."""
ANCHOR = re.compile(r"\s*\{#([a-z-]+)\}$")
BUTTON = re.compile(r"【([^】]+)】")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter as HTML, with its sections (anchor, title) in their order."""

    slug: str
    title: Text
    body: SafeString
    sections: tuple[tuple[str, str], ...]


def source(slug: str) -> str:
    """A chapter as it was written, its clauses as the province cites them. Raises `KeyError` for an unknown one."""
    if slug not in TITLES:
        raise KeyError(slug)
    written = files("jiqun.portal").joinpath(f"handbook/{slug}.md").read_text("utf-8")
    return citing(written, "").zh


@cache
def chapter(slug: str) -> Chapter:
    """A chapter, set once. Raises `KeyError` for one that does not exist."""
    setter = MarkdownIt("commonmark", {"html": False})
    tokens = setter.parse(source(slug))[3:]  # the title stands at the head of the page
    sections = tuple(anchored(tokens))
    for token in tokens:
        for part in token.children or ():
            if part.type == "image":
                part.attrSet("src", static(f"portal/handbook/{part.attrGet('src')}"))
                part.attrSet("loading", "lazy")
    body = setter.renderer.render(tokens, setter.options, {})
    return Chapter(slug, TITLES[slug], mark_safe(BUTTON.sub(r"<b>\1</b>", body)), sections)


def anchored(tokens: Sequence[Token]) -> list[tuple[str, str]]:
    """Gives headings the anchors that stand behind them; which, with their titles."""
    found = []
    for head, words in pairwise(tokens):
        if head.type == "heading_open" and (anchor := ANCHOR.search(words.content)) and words.children:
            title = ANCHOR.sub("", words.content)
            words.children[-1].content = ANCHOR.sub("", words.children[-1].content)
            head.attrSet("id", anchor[1])
            found.append((anchor[1], title))
    return found


def for_whom(user: Account | None) -> str:
    """The chapter of somebody's post; the public's without an account."""
    if user is None:
        return "public"
    of_level = OF_LEVEL[user.level] if user.level else "public"
    return OF_ROLE.get(Role(user.role), of_level)


@cache
def place(slug: str, view: str) -> tuple[str, str]:
    """The chapter that speaks of a page (the name of its view), and the section; "" without one of its own."""
    there = {anchor for anchor, _ in chapter(slug).sections}
    for start, anchors in SPEAKS_OF:
        if view.startswith(start):
            return slug, next((anchor for anchor in anchors if anchor in there), "")
    return slug, ""
