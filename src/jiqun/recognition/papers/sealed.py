"""What a scan of a sealed copy shows, held against the versions of its application."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.documents.scan import Scan, read_scan
from jiqun.evidence import store
from jiqun.evidence.checks import ending_of
from jiqun.recognition.models.sealing import PrintedCopy, SealedCopy
from jiqun.recognition.papers.changes import changes, read
from jiqun.recognition.papers.version import Version, version_of
from jiqun.recognition.queries.filing.application import application_of, form_for, requirements
from jiqun.recognition.queries.filing.ledger_slice import LEDGER_FILE
from jiqun.recognition.queries.filing.printed import printed_as, sealed_copy

IMAGES = ("jpg", "jpeg", "png")
TAKEN = ("pdf", *IMAGES)


@lru_cache(maxsize=8)
def scan_of(sha256: str, ending: str) -> Scan:
    """A stored scan as it reads. Kept for a moment: a form is looked at again inside the act and when shown anew."""
    return read_scan(store.read(sha256), "image" if ending in IMAGES else "pdf")


def scan(file: dict[str, str]) -> Scan:
    """The scan of an upload (`{"sha256", "name"}`)."""
    return scan_of(file["sha256"], ending_of(file["name"]))


@dataclass(frozen=True, slots=True)
class Held:
    """A sealed copy held against the draft: whether they are of one version, and else what changed since."""

    copy: SealedCopy
    code: str
    since: tuple[Text, ...]

    @property
    def matched(self) -> bool:
        """True when the sealed copy shows what the draft holds now."""
        return self.copy.code == self.code


def held(case: Case, now: Version | None = None) -> Held | None:
    """The sealed copy of an application held against it as it stands; `None` where there is none."""
    copy = sealed_copy(case)
    if copy is None:
        return None
    now = now or version_of(case)
    return Held(copy, now.code, tuple(since(case, copy.printed, now)) if copy.code != now.code else ())


def since(case: Case, printed: PrintedCopy | None, now: Version) -> list[Text]:
    """What changed in an application since a version was printed; empty where that is not known."""
    if printed is None:
        return []
    before = read(store.read(printed.content_id))
    return changes(before, read(now.data), form_for(application_of(case)), titles_of(case))


def titles_of(case: Case) -> Callable[[str], Text]:
    """What a requirement is called; one that the form no longer has is called by its key."""
    known = {each.id: each.title for each in requirements(application_of(case), case.measure)}
    known[LEDGER_FILE] = Text("集群台账佐证", "Proof from the ledgers")
    return lambda requirement: known.get(requirement, Text(requirement, requirement))


def warning(case: Case) -> Text | None:
    """What is to be said before handing in: the sealed copy shows another version. A person decides; nothing blocks."""
    found = held(case)
    if found is None or found.matched:
        return None
    return Text(
        f"已登记的盖章件（校验码 {found.copy.code}）与现在要提交的内容（校验码 {found.code}）不是同一版本"
        f"{listed(found.since).zh}。可以提交，但纸质件与系统内容不一致；需要一致的，请重新打印盖章后再提交。",
        f"The sealed copy (code {found.copy.code}) shows another version than what is handed in (code {found.code})"
        f"{listed(found.since).en}. It may be handed in so; to make them agree, print and seal it anew first.",
    )


def listed(found: tuple[Text, ...] | list[Text]) -> Text:
    """Changes as the end of a sentence; nothing for none."""
    if not found:
        return Text("", "")
    return Text(
        f"，此后改动 {len(found)} 处：" + "；".join(each.zh for each in found),
        f"; {len(found)} changes since: " + "; ".join(each.en for each in found),
    )


def latest_of(case: Case, code: str, now: Version) -> tuple[bool, PrintedCopy | None]:
    """Whether a code is a version of this application at all, and its latest printing."""
    printed = printed_as(case, code)
    return printed is not None or code == now.code, printed
