"""What the authorities found: the notices of correction both editions hold, and the review only officials see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jiqun.archives.entry import Entry, as_json, safe
from jiqun.authorities.models import Account, Level
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.evidence.models import Attachment
from jiqun.forms.models import Answer
from jiqun.recognition.dossier.editions import Edition
from jiqun.recognition.models import Application, Conclusion, CorrectionItem
from jiqun.recognition.queries.corrections import items
from jiqun.recognition.queries.filing.application import application_of
from jiqun.recognition.queries.places import names_of, place_title
from jiqun.visits.acts.visit import RECORD
from jiqun.visits.kinds import kind
from jiqun.visits.models import Visit
from jiqun.visits.queries.standing import of_matter


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
    yield from visited(case, user)
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


def visited(case: Case, user: Account) -> Iterator[Entry]:
    """The visits the account sees, each with its firms and the scan of its signed record."""
    found = of_matter(case, user)
    scans = {
        (each.case_id, each.file_id): each.name
        for each in Attachment.objects.current().filter(case__in=[each.pk for each in found], requirement=RECORD)
    }
    for visit in found:
        folder, title = f"12-审核/现场检查/{visit.case.number}", kind(visit.kind).title
        yield as_json(f"{folder}/{title.zh}.json", title, visit_plain(visit))
        sha256 = visit.record.get("sha256", "")
        if (scan := scans.get((visit.pk, sha256))) is not None:
            said = Text(f"{title.zh}记录扫描件", f"Scan of the record: {title.en.lower()}")
            yield Entry(f"{folder}/{safe(scan)}", said, stored=sha256)


def visit_plain(visit: Visit) -> dict[str, Any]:
    """A visit as the dossier tells it."""
    return {
        "number": visit.case.number,
        "state": visit.case.state,
        "seed": visit.seed,
        "drawn_at": visit.drawn_at,
        "held_on": visit.held_on,
        "people": visit.people,
        "outcome": visit.outcome,
        "conclusion": visit.conclusion,
        "sums": visit.sums,
        "firms": list(visit.firms.order_by("position").values("uscc", "name", "how", "reason", "replaced_by__uscc")),
        "answers": {
            each.field: each.value for each in Answer.objects.filter(case=visit.pk).order_by("field") if each.value
        },
    }
