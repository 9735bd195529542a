"""What the to-do lists say of tasks that have to wait: the conditions the acts' guards refuse on, as SQL over cases."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

from jiqun.authorities.hours import day_of
from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.procedure import Lock
from jiqun.notices.models import Notice
from jiqun.recognition.models import Application, Recommendation, RecommendationLetter
from jiqun.review.models import OPEN_SHEETS, Panel, Sheet

# ── an application ───────────────────────────────────────────────────────────────────────────────────────────────


def _county_late(_: Account, now: datetime) -> Q:
    closes = Coalesce("forwarded__county_deadline", "round__county_deadline")
    late = Application.objects.filter(case=OuterRef("pk")).alias(closes=closes).filter(closes__lte=now)
    correcting = Q(state="correcting", application__round__prefecture_deadline__lte=now)
    return correcting | Q(Exists(late), state="drafting")


def _prefecture_late(_: Account, now: datetime) -> Q:
    closes = Coalesce("returned_until", "round__prefecture_deadline")
    late = Application.objects.filter(case=OuterRef("pk")).alias(closes=closes).filter(closes__lte=now)
    return Q(Exists(late)) | ~Q(application__round__case__state="open")


def _correction_late(_: Account, now: datetime) -> Q:
    return Q(application__round__prefecture_deadline__lte=now)


def _no_letter(_: Account, __: datetime) -> Q:
    sent = RecommendationLetter.objects.filter(
        recommendation__round=OuterRef("application__round"),
        recommendation__prefecture=OuterRef("application__prefecture"),
    )
    return Q(~Exists(sent))


SUBMIT = (Lock(Text("截止时间已过，草稿保留。", "The deadline has passed; the draft is kept."), _county_late),)
RECOMMEND = (
    Lock(
        Text("市级推荐截止时间已过，或批次已转入专家评审。", "The deadline has passed, or the experts review."),
        _prefecture_late,
    ),
)
RETURN = (
    Lock(
        Text("市级推荐截止时间已过，县级来不及补正。", "The prefecture's deadline has passed; too late to correct."),
        _correction_late,
    ),
)
CHECK = (Lock(Text("市级尚未报送推荐函。", "The prefecture has not sent its letter yet."), _no_letter),)


# ── a prefecture's recommendation ────────────────────────────────────────────────────────────────────────────────


def _too_late(_: Account, now: datetime) -> Q:
    closes = Coalesce("late_until", "round__prefecture_deadline")
    rows = Recommendation.objects.filter(case=OuterRef("pk")).alias(closes=closes)
    gone = rows.filter(closes__lte=now, letters__isnull=True)
    return Q(Exists(gone)) | ~Q(recommendation__round__case__state="open")


SEND = (
    Lock(
        Text("报送期限已过，或批次已转入专家评审。", "The time to send it is over, or experts review already."),
        _too_late,
    ),
)


# ── a round ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _applications(*states: str) -> Exists:
    return Exists(Application.objects.filter(round=OuterRef("pk"), case__state__in=states))


def _no_panel(_: Account, __: datetime) -> Q:
    return Q(~Exists(Panel.objects.filter(round=OuterRef("pk"))))


def _unchecked(_: Account, __: datetime) -> Q:
    return Q(_applications("recommended"))


def _none_recused(_: Account, __: datetime) -> Q:
    return Q(~Exists(Sheet.objects.filter(panel=OuterRef("pk"), case__state="review", state="recused")))


def _sheets_out(_: Account, now: datetime) -> Q:
    in_time = Q(due_at__gte=now) | Q(due_at__isnull=True)
    rows = Sheet.objects.filter(in_time, panel=OuterRef("pk"), case__state="review", state__in=OPEN_SHEETS)
    return Q(Exists(rows))


def _all_published(_: Account, __: datetime) -> Q:
    return Q(~Exists(Notice.objects.filter(round=OuterRef("pk"), editions_made__gt=F("edition"))))


def _nothing_listed(_: Account, __: datetime) -> Q:
    return Q(~_applications("listed"))


def _periods_run(_: Account, now: datetime) -> Q:
    today = day_of(now)
    runs = Q(ends_on__isnull=True) | Q(ends_on__gte=today) | Q(editions_made__gt=F("edition"))
    return Q(Exists(Notice.objects.filter(runs, round=OuterRef("pk"))))


UNCHECKED = Lock(Text("还有推荐的集群未作资格初审。", "Recommended clusters still wait for their check."), _unchecked)
NOTHING_LISTED = Lock(Text("拟认定名单上没有集群。", "There is no cluster on the list."), _nothing_listed)
DRAW = (
    Lock(Text("须先承诺抽取种子。", "The seed of the draw is committed to first."), _no_panel),
    UNCHECKED,
)
SUBSTITUTE = (Lock(Text("没有需要补抽专家的评审表。", "No sheet needs a substitute."), _none_recused),)
OPEN = (Lock(Text("还有评审表未提交。", "Sheets are not all handed in yet."), _sheets_out),)
PROPOSE = (UNCHECKED,)
NOTICE = (NOTHING_LISTED,)
PUBLICATION = (Lock(Text("公示都已登记发布。", "Every publication is on record."), _all_published),)
ANNOUNCE = (
    NOTHING_LISTED,
    Lock(Text("公示期未满，或有公示尚未登记发布。", "A notice is not on record, or its period runs."), _periods_run),
)
