"""What the authorities found: the notices of correction both editions hold, and the review only officials see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jiqun.authorities.models import Account, Level
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.evidence.models import Attachment
from jiqun.recognition.acts.site_check import REQUIREMENT
from jiqun.recognition.dossier.editions import Edition
from jiqun.recognition.dossier.entry import Entry, as_json, safe
from jiqun.recognition.models import Application, Conclusion, CorrectionItem, SiteCheck
from jiqun.recognition.queries.corrections import items
from jiqun.recognition.queries.filing.application import application_of
from jiqun.recognition.queries.places import names_of, place_title


def entries(case: Case, user: Account, edition: Edition) -> Iterator[Entry]:
    """Notices of correction; for officials also notes, conclusions, site check, recommendation and decision."""
    application = application_of(case)
    told = items.told(application)
    if told:
        said = Text("补正通知与答复", "Notices of correction and answers")
        yield as_json("09-补正/补正通知.json", said, [point(case, each) for each in reversed(told)])
    if edition == Edition.OFFICIAL and application.submitted_at is not None:
        yield from review(case, application, user)


def point(case: Case, item: CorrectionItem) -> dict[str, Any]:
    """One point of a notice, without the name of who noted it."""
    return {
        "notice": item.notice,
        "place": place_title(application_of(case), item.place, names_of(case)),
        "text": item.text,
        "visible_at_first": item.visible,
        "reason": item.reason,
        "reply": item.reply,
        "replied_at": item.replied_at,
    }


def review(case: Case, application: Application, user: Account) -> Iterator[Entry]:
    """What prefecture and province hold of it; untold notes are the prefecture's own, the outcome the province's."""
    if user.authority_id == application.prefecture_id and (notes := items.notes(application)):
        said = Text("本单位尚未告知的记录", "Notes of one's own not told yet")
        yield as_json("12-审核/审核记录.json", said, [point(case, each) for each in notes])
    made = Conclusion.objects.filter(application=application).order_by("norm")
    found = list(made.values("norm", "verdict", "computed", "reason", "document", "file_name", "at"))
    yield as_json("12-审核/审核结论.json", Text("市级审核结论", "The prefecture's conclusions"), found)
    for each in made.exclude(file=None):
        said = Text(f"{each.norm} 结论的依据文件", f"Document of the conclusion on {each.norm}")
        yield Entry(f"12-审核/结论依据/{safe(f'{each.norm}-{each.file_name}')}", said, stored=each.file_id or "")
    check = SiteCheck.objects.filter(application=application).first()
    if check is not None:
        yield from site_check(check)
    recommended: dict[str, Any] = {
        "rank": application.rank,
        "opinion": application.opinion,
        "niche_reason": application.niche_reason,
        "recommended_at": application.recommended_at,
        "returned_once": application.returned_once,
        "province_remarks": application.province_remarks,
    }
    if user.level == Level.PROVINCE:
        recommended |= {"outcome_reason": application.outcome_reason, "reserve_rank": application.reserve_rank}
    yield as_json("12-审核/推荐与办理.json", Text("推荐与办理", "Recommendation and handling"), recommended)


def site_check(check: SiteCheck) -> Iterator[Entry]:
    """The site check with the scan of its signed sheet."""
    yield as_json(
        "12-审核/实地抽查.json",
        Text("实地抽查", "Site check"),
        {
            "seed": check.seed,
            "firms": check.firms,
            "drawn_at": check.drawn_at,
            "held_on": check.held_on,
            "people": check.people,
            "conclusion": check.conclusion,
            "passed": check.passed,
        },
    )
    scans = Attachment.objects.current().filter(
        case=check.application_id, requirement=REQUIREMENT, file=check.record_sha256
    )
    if (scan := scans.values_list("name", flat=True).first()) is not None:
        said = Text("实地抽查记录扫描件", "Scan of the signed sheet")
        yield Entry(f"12-审核/实地抽查/{safe(scan)}", said, stored=check.record_sha256)
