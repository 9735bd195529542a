"""Following a firm up, changing what was meant, closing it. Called by the one door only (Article 7(一))."""

from __future__ import annotations

from typing import Any

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.refusals import Refusal
from jiqun.cultivation.gradient.forms import common
from jiqun.cultivation.gradient.steps import steps
from jiqun.cultivation.models import FollowedFirm
from jiqun.cultivation.services.acts import noted
from jiqun.register.models import Cluster, Enterprise

CLAUSE = "A7"
OWN = Text("重点培育由集群所在县区经办登记和更正。", "The county of the cluster enters and changes it.")


def follow(doing: Doing) -> None:
    """From now on it stands on the list of its county."""
    clerk: Any = doing.clerk
    payload = doing.payload
    cluster = Cluster.objects.get(pk=payload["cluster"])
    if cluster.authority_id != clerk.authority_id:
        raise Refusal(OWN, clause=CLAUSE)
    row = FollowedFirm(
        id=doing.new_id(),
        cluster=cluster,
        authority_id=str(clerk.authority_id),
        firm=Enterprise.objects.get(pk=payload["firm"]),
        by=clerk,
        at=doing.now,
        **{name: payload[name] for name in common()},
    )
    row.save(force_insert=True)
    doing.subject = row
    title = steps()[row.step].title
    doing.note = Text(f"{row.firm.name}：{title.zh}，{row.due_on} 前", f"{row.firm.name}: {title.en} by {row.due_on}")


def own(doing: Doing) -> None:
    """Only the county that entered it. Raises `Refusal`."""
    if doing.by.authority is None or doing.subject.authority_id != doing.by.authority.code:
        raise Refusal(OWN, clause=CLAUSE)


def change(doing: Doing) -> None:
    """As it was entered anew; the history says what changed and why."""
    row: FollowedFirm = doing.subject
    before = {name: getattr(row, name) for name in common()}
    changed = [name for name, value in before.items() if value != doing.payload[name]]
    FollowedFirm.objects.filter(pk=row.pk).update(**{name: doing.payload[name] for name in changed})
    doing.told["before"] = {name: str(before[name]) for name in changed}
    doing.note = noted(doing.payload["reason"], (common()[name].label for name in changed))


def close(doing: Doing) -> None:
    """What came of it stays to be read."""
    result = doing.payload["result"]
    FollowedFirm.objects.filter(pk=doing.subject.pk).update(result=result)
    doing.note = Text(result, result)
