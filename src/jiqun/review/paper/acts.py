"""Entering a paper sheet: by two persons, each without the other's values; equal entries make the sheet count.

What differs is named by item, never by value: both go back to the paper. Everything is sealed as if it had been
handed in on screen.
"""

from __future__ import annotations

from django.db.models import F

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.refusals import Conflict, Refusal
from jiqun.review import sheets
from jiqun.review.acts import LEFT_REVIEW
from jiqun.review.computed import pinned
from jiqun.review.models import OPEN_SHEETS, PaperEntry, PaperSheet, Session, Sheet
from jiqun.review.rubrics import rubric_of

ON_PAPER = "见纸质评审表扫描件 · see the scan of the paper sheet"


def refuse(zh: str, en: str) -> Refusal:
    """A refusal under the article this part serves."""
    return Refusal(Text(zh, en), clause="A14.3")


def still_open(doing: Doing) -> None:
    """The sheet may still be handed in."""
    sheet = doing.subject.sheet
    if sheet.case.state != "review":
        raise Refusal(LEFT_REVIEW, clause="A14.3")
    if sheet.state not in OPEN_SHEETS:
        raise refuse("这份评审表已不能录入。", "This sheet can be entered no more.")


def stated(doing: Doing) -> None:
    """The expert signed the attendance list and the confidentiality statement of a session on record."""
    sheet = doing.subject.sheet
    present = Session.objects.filter(panel=sheet.panel_id).values_list("experts", flat=True)
    if not any(sheet.expert.code in codes for codes in present):
        raise refuse(
            f"专家 {sheet.expert.code} 的签到和保密承诺书尚未登记，请先登记集中评审。",
            f"Attendance and confidentiality statement of {sheet.expert.code} are not on record; "
            "record the session first.",
        )


def another_person(doing: Doing) -> None:
    """Who made the first entry does not make the second."""
    first = first_entry(doing.subject)
    if first is not None and first.by.person_id == getattr(doing.by, "person_id", None):
        raise refuse(
            "第一遍由您录入，第二遍须由另一人对照纸质评审表录入。",
            "You made the first entry; another person makes the second from the paper.",
        )


def first_entry(paper: PaperSheet) -> PaperEntry | None:
    """The one entry of the attempt that is under way, if there is one."""
    return PaperEntry.objects.filter(paper=paper, attempt=paper.attempt).select_related("by").first()


def entered(doing: Doing) -> dict[str, int]:
    """The points entered, item by item, in hundredths."""
    return {
        name.removeprefix(sheets.SCORE): value for name, value in doing.payload.items() if name.startswith(sheets.SCORE)
    }


def differing(doing: Doing, first: PaperEntry) -> list[str]:
    """The items whose points are not the same in both entries."""
    given = entered(doing)
    items = rubric_of(doing.subject.sheet.panel.rubric).items
    return [item.id for item in items if first.scores.get(item.id) != given.get(item.id)]


def after_entry(doing: Doing) -> str:
    """Where the sheet stands after this entry."""
    first = first_entry(doing.subject)
    if first is None:
        return "once"
    return "differing" if differing(doing, first) else "entered"


def enter(doing: Doing) -> None:
    """Keeps an entry; with the second, compares: equal seals the sheet, different begins a new attempt."""
    paper: PaperSheet = doing.subject
    assert isinstance(doing.by, Account)
    first = first_entry(paper)
    PaperEntry.objects.create(paper=paper, attempt=paper.attempt, by=doing.by, scores=entered(doing), at=doing.now)
    if scan := doing.payload.get("scan"):
        paper.scan_sha256, paper.scan_name = scan["sha256"], scan["name"]
    paper.differs = []
    if first is not None and (apart := differing(doing, first)):
        paper.differs, paper.attempt = apart, paper.attempt + 1
        doing.note = Text(
            f"两遍录入有 {len(apart)} 项不一致，重新录入", f"The two entries differ in {len(apart)} items"
        )
    elif first is not None:
        sheet = seal(doing, paper.sheet)
        doing.told["sheet_sha256"] = sheet.sha256
        doing.note = Text("两遍录入一致，评审表封存", "Both entries agree; the sheet is sealed")
    else:
        doing.note = Text("第一遍录入", "First entry")
    paper.save(update_fields=["scan_sha256", "scan_name", "differs", "attempt"])


def seal(doing: Doing, sheet: Sheet) -> Sheet:
    """Hands the sheet in, as on screen. Raises `Conflict` when it changed meanwhile."""
    rubric, found = rubric_of(sheet.panel.rubric), pinned(sheet)
    payload = {**doing.payload, **{sheets.REASON + item.id: ON_PAPER for item in rubric.items}}
    sheet.scores = sheets.scores(payload, rubric, found)
    sheet.comment, sheet.submitted_at = ON_PAPER, doing.now
    sheet.total = sum(given["score"] for given in sheet.scores.values())
    sheet.sha256 = sheets.digest(sheet)
    changed = Sheet.objects.filter(pk=sheet.pk, version=sheet.version, state__in=OPEN_SHEETS).update(
        state="submitted",
        version=F("version") + 1,
        scores=sheet.scores,
        comment=sheet.comment,
        total=sheet.total,
        submitted_at=sheet.submitted_at,
        sha256=sheet.sha256,
        draft={},
    )
    if not changed:
        raise Conflict(Text("这份评审表刚刚有变化，请刷新。", "This sheet has just changed; reload."))
    return sheet


def step_aside(doing: Doing) -> None:
    """The expert stepped aside in the room; a substitute can be drawn."""
    sheet: Sheet = doing.subject.sheet
    changed = Sheet.objects.filter(pk=sheet.pk, version=sheet.version, state__in=OPEN_SHEETS).update(
        state="recused",
        version=F("version") + 1,
        reason=doing.payload["reason"],
        conflict=doing.payload["interest"],
    )
    if not changed:
        raise Conflict(Text("这份评审表刚刚有变化，请刷新。", "This sheet has just changed; reload."))
    doing.note = Text("专家回避", "The expert stepped aside")
