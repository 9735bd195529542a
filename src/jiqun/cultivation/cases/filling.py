"""Where a case is written: the form's desk, with autosave and the history of every answer (Article 11)."""

from __future__ import annotations

from typing import Any

from jiqun.authorities.hours import ZONE
from jiqun.authorities.models import Account, Level, Role
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.cultivation.cases import prose
from jiqun.cultivation.models import TypicalCase
from jiqun.forms.definitions import Field, Form, Section
from jiqun.forms.desk import Desk, register

CLAUSE = "A11"
OPEN = ("drafting", "returned")
SECTION = 1
TITLE, SUMMARY, BODY = "case_title", "case_summary", "case_text"
TITLE_LENGTH, SUMMARY_LENGTH, BODY_LENGTH = (5, 60), (30, 300), (100, 4000)
NOT_YOURS = Text("典型案例由集群所在县级主管部门的经办撰写。", "The county's officer writes the case.")
SHUT = Text("案例已经报送，不能修改；需要修改的，由市级退回。", "It is handed in; the prefecture may return it.")
AWAITS = Text(
    "“报送”正待审核岗签批，期间不能修改；需要修改的，请先撤回提请。",
    "It waits for the approver's signature; recall it before you change anything.",
)
_NONE = Text("", "")


def _field(name: str, ask: str, label: Text, told: Text) -> Field:
    return Field(
        id=name,
        label=label,
        unit=_NONE,
        years="",
        source="declared",
        clause=CLAUSE,
        definition=told,
        evidence=_NONE,
        ask=ask,
        required=True,
        shows=(),
        parts=(),
        columns=(),
    )


FORM = Form(
    "典型案例",
    (
        Section(
            SECTION,
            Text("案例正文", "The case"),
            (
                _field(
                    TITLE,
                    "line",
                    Text("标题", "Title"),
                    Text("5 至 60 字，写明做法和成效，不用口号。", "5 to 60 characters: what was done and achieved."),
                ),
                _field(
                    SUMMARY,
                    "area",
                    Text("摘要", "Summary"),
                    Text("30 至 300 字，列表和检索中显示。", "30 to 300 characters, shown in lists."),
                ),
                _field(
                    BODY,
                    "area",
                    Text("正文", "Text"),
                    Text(
                        "100 至 4000 字，建议按背景、做法、成效、启示来写。每行一段；"
                        "“## ”开头为标题，“### ”为次级标题，"
                        "“- ”或“1. ”开头为列表，**文字** 为加粗，"
                        "单独一行【图1】为第 1 张图片的位置（没有写位置的图片排在文末）。",
                        "100 to 4000 characters: background, what was done, results, what others can learn. A line is a"
                        " paragraph; “## ” and “### ” begin headings, “- ” and “1. ” lists, **words** are bold, and"
                        " 【图1】 alone in a line is the place of picture 1 (one without a place stands at the end).",
                    ),
                ),
            ),
        ),
    ),
)


def typical(case: Case) -> TypicalCase:
    """What is particular to a case, read once."""
    found: TypicalCase | None = getattr(case, "_typical", None)
    if found is None:
        found = TypicalCase.objects.select_related("cluster__authority").get(pk=case.pk)
        case._typical = found  # type: ignore[attr-defined]
    return found


def refusal(case: Case, by: Account) -> Text | None:
    """Why an account that sees a case may not write at it now."""
    if by.role != Role.OFFICER or by.level != Level.COUNTY or by.authority_id != case.authority_id:
        return NOT_YOURS
    if case.state not in OPEN:
        return SHUT
    return AWAITS if case.pending else None


def faults(given: dict[str, Any], pictures: set[int]) -> list[Text]:
    """Everything that keeps a draft from being handed in."""
    found: list[Text] = []
    for name, label, (least, most) in (
        (TITLE, Text("标题", "The title"), TITLE_LENGTH),
        (SUMMARY, Text("摘要", "The summary"), SUMMARY_LENGTH),
        (BODY, Text("正文", "The text"), BODY_LENGTH),
    ):
        length = len(str(given.get(name) or "").strip())
        if not least <= length <= most:
            found.append(
                Text(
                    f"{label.zh}现有 {length} 字，应为 {least} 至 {most} 字",
                    f"{label.en} has {length} characters; {least} to {most} are asked",
                )
            )
    return found + prose.faults(str(given.get(BODY) or ""), pictures)


register(
    Desk(
        procedure="typical_case",
        form=lambda case: FORM,
        base_year=lambda case: case.opened_at.astimezone(ZONE).year,
        refusal=refusal,
        page="cultivation:case",
        list_page="cultivation:cases",
        list_title=Text("案例与品牌", "Cases and brands"),
        clause=CLAUSE,
    )
)
