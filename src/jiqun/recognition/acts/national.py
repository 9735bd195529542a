"""Automatic recognition of the first national batch (Article 14(三)): declared, not decided.

通过首批国家级中小企业特色产业集群认定的，自动认定为省级中小企业特色产业集群: there is no application, no score, no
quota and no notice; a person declares it by a signed act, on the document of the national list.
"""

from __future__ import annotations

from uuid import UUID

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing, next_number, open_case
from jiqun.casework.refusals import Refusal
from jiqun.law.citation import here
from jiqun.notices.models import Announcement
from jiqun.recognition.queries import national as queries
from jiqun.register.levels import PROVINCIAL
from jiqun.register.models import Recognition
from jiqun.standards import province

TITLE = "首批国家级中小企业特色产业集群自动认定为省级集群名单"


def draft(doing: Doing) -> None:
    """Opens the matter with its list."""
    told = doing.payload
    assert doing.by.authority is not None
    chosen = [each for each in queries.members() if str(each.pk) in told["clusters"]]
    doing.subject = open_case(
        doing,
        number=f"ZD-{doing.now.year}-{next_number(f'national/{doing.now.year}'):03d}",
        title=f"首批国家级自动认定：{told['batch']}",
        authority=doing.by.authority,
        measure=province.here().measure,
        state="drafting",
    )
    Announcement.objects.create(
        case=doing.subject,
        level=PROVINCIAL,
        batch=told["batch"],
        title=TITLE,
        text=told["remark"],
        document=told["document"],
        source=f"{told['document']}（{told['dated_on']:%Y-%m-%d}），{here('A14.3').zh}",
        announced_on=told["dated_on"],
        valid_from=told["valid_from"],
        valid_to=told["valid_to"],
        rows=[queries.line(each) for each in chosen],
    )
    doing.told["file"] = told["file"]


def still_open(doing: Doing) -> None:
    """Every cluster is still of the first batch and none was recognised meanwhile."""
    rows = Announcement.objects.get(pk=doing.subject.pk).rows
    ids = [UUID(row["cluster"]) for row in rows]
    known = {each.pk: each for each in queries.members()}
    if missing := [row["name"] for row in rows if UUID(row["cluster"]) not in known]:
        names = "、".join(missing)
        raise Refusal(
            Text(f"{names}不在首批国家级名单之列，不能自动认定。", f"{names}: not of the first national batch."),
            clause="A14.3",
        )
    if held := queries.provincially(ids):
        names = "、".join(f"{known[pk].name}（{batch}）" for pk, batch in held.items())
        raise Refusal(
            Text(f"{names}已是省级集群，不再自动认定。", f"{names}: recognised at the provincial level already."),
            clause="A14.3",
        )


def recognise(doing: Doing) -> None:
    """Enters the recognitions that the measure itself makes."""
    found = Announcement.objects.get(pk=doing.subject.pk)
    Recognition.objects.bulk_create(
        Recognition(
            id=doing.new_id(),
            cluster_id=UUID(row["cluster"]),
            level=found.level,
            batch=found.batch,
            announced_on=found.announced_on,
            valid_from=found.valid_from,
            valid_to=found.valid_to,
            document=found.document,
            source=found.source,
            case_id=doing.subject.pk,
            case_number=doing.subject.number,
        )
        for row in found.rows
    )
    Announcement.objects.filter(pk=found.pk).update(confirmed_at=doing.now)
    doing.told["rows"] = found.rows
    doing.note = Text(f"自动认定 {len(found.rows)} 个", f"{len(found.rows)} recognised automatically")


def discard(doing: Doing) -> None:
    """The matter is dropped; what was entered stays in the file."""
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])
