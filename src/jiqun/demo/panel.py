"""What the panel does in the demonstration once the scores are open: it meets, and has one sheet scored anew
(Article 14(三))."""

from __future__ import annotations

from datetime import datetime, timedelta

from jiqun.casework.models import Case
from jiqun.demo.accounts import PROVINCE
from jiqun.demo.play import Stage
from jiqun.demo.prefecture import scan
from jiqun.recognition.queries import meeting as queries
from jiqun.review.models import Meeting, Panel, Sheet
from jiqun.review.sheets import SCORE, texts


def meet(stage: Stage, round_case: Case, now: datetime) -> None:
    """The meeting is put on record with its signed minutes."""
    panel = Panel.objects.get(round=round_case.pk)
    [(first, _), (second, _), *_] = queries.clusters(panel)
    told = {
        "held_on": now.date().isoformat(),
        "place": "省厅三楼会议室（虚构）",
        "staff": "集群工作处经办两名（虚构）",
        "supervisor": "驻厅纪检监察组一名（虚构）",
        "experts": queries.present(panel),
        "recusals": "讨论到本人未评审的集群时，相关专家未发言（虚构）",
        "matters": "逐一讨论各集群得分和主要分歧；有一份评审表对协同创新一项的佐证理解有误，决定由该专家复评（虚构）。",
        f"consensus_{first}": "产业基础扎实，龙头带动明显，一致同意优先（虚构）。",
        f"consensus_{second}": "特色鲜明，建议在绿色化发展方面继续加强（虚构）。",
        "record": scan(now, "评审会记录（签名，虚构）.pdf"),
    }
    stage.do(round_case, "record_meeting", stage.officer(PROVINCE), now, told)


def score_anew(stage: Stage, round_case: Case, now: datetime) -> None:
    """One sheet is scored anew as the meeting decided, and counts once two persons have confirmed it."""
    panel = Panel.objects.get(round=round_case.pk)
    last = queries.clusters(panel)[-1][0]
    chosen = next(pk for pk, number, _, _ in queries.in_force(panel) if number == last)
    told = {
        "meeting": str(Meeting.objects.get(panel=panel).pk),
        "sheets": [chosen],
        "reason": "对协同创新一项的佐证理解有误（虚构）",
        "due_on": (now + timedelta(days=3)).date().isoformat(),
    }
    stage.do_and_sign(round_case, "order_rescore", PROVINCE, now, told)
    sheet = Sheet.objects.select_related("panel__rubric", "case", "expert").get(replaces__pk=chosen)
    entered = texts(sheet.draft)
    changed = next(name for name in sorted(entered) if name.startswith(f"{SCORE}13-5"))
    entered[changed] = "3"
    stage.do(sheet, "submit", stage.experts[sheet.expert_id], now + timedelta(days=1), entered, name="sheet")
    stage.do_and_sign(round_case, "confirm_rescore", PROVINCE, now + timedelta(days=2))
