"""Article 14(三): the public notice of the list, and where the announcement stands."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import SIGNED_BY_APPROVER, Act, Link, Who
from jiqun.notices import announced, lists, making, publishing
from jiqun.notices.forms import editions
from jiqun.notices.forms import publication as publications
from jiqun.notices.forms.announced import AnnouncementPublicationForm
from jiqun.recognition.acts import listing
from jiqun.recognition.acts import notice as acts
from jiqun.recognition.forms import notice as forms
from jiqun.recognition.queries import locks

lists.register(lists.ListKind("round", "拟认定名单", "申报单位", "recognition:list"))

OFFICER = Who(Role.OFFICER, Level.PROVINCE)
SEEN_THERE = (
    Link(
        affirms=Text(
            "已在官方网站打开所登记的网址，内容、时间与登记一致，公示期由此起算。",
            "I opened the official address: text and time agree with the record; the period runs from it.",
        )
    ),
)
ANNOUNCED_THERE = (
    Link(
        affirms=Text(
            "已在官方网站打开所登记的网址，通告的内容、文号、时间与登记一致。",
            "I opened the official address: text, number and time of the announcement agree with the record.",
        )
    ),
)

ACTS: tuple[Act, ...] = (
    Act(
        "make_notice",
        Text("拟定公示", "Prepare the notice"),
        "A14.3 A13.1",
        OFFICER,
        source=("proposed",),
        target="notice",
        form=forms.ListNoticeForm,
        guards=(listing.something_listed,),
        locks=locks.NOTICE,
        effect=acts.make_notice,
        chain=SIGNED_BY_APPROVER,
        hint=Text("签批后到官方网站发布，再登记发布情况", "Once signed, publish it officially, then record that"),
        primary=True,
        page="recognition:make-notice",
    ),
    Act(
        "record_publication",
        Text("登记发布情况", "Record the publication"),
        "A14.3",
        OFFICER,
        source=("notice",),
        form=publications.PublicationForm,
        guards=(acts.something_unpublished,),
        locks=locks.PUBLICATION,
        effect=publishing.record_publication,
        chain=SEEN_THERE,
        hint=Text("由另一人核对官方网站后确认，公示期方起算", "The period runs once another person has confirmed it"),
        page="recognition:record-publication",
    ),
    Act(
        "record_interruption",
        Text("登记公示中断", "Record an interruption"),
        "A14.3",
        OFFICER,
        source=("notice",),
        form=publications.InterruptionForm,
        guards=(acts.something_published,),
        effect=publishing.record_interruption,
        chain=SIGNED_BY_APPROVER,
        task=False,
    ),
    Act(
        "correct_notice",
        Text("更正公示", "Correct the notice"),
        "A14.3",
        OFFICER,
        source=("notice",),
        form=forms.ListCorrectionForm,
        guards=(acts.something_to_correct,),
        effect=acts.correct_notice,
        chain=SIGNED_BY_APPROVER,
        hint=Text("签批后发布更正公示，再登记发布情况", "Once signed, publish the correction, then record that"),
        task=False,
    ),
    Act(
        "extend_notice",
        Text("延长公示期", "Extend the period"),
        "A14.3",
        OFFICER,
        source=("notice",),
        form=editions.ExtensionForm,
        guards=(acts.something_running,),
        effect=making.extend,
        chain=SIGNED_BY_APPROVER,
        hint=Text(
            "签批后在公示期内发布延长公示，再登记", "Once signed, publish it within the period, then record that"
        ),
        task=False,
    ),
    Act(
        "settle_calendar",
        Text("处理日历更正", "Settle a corrected calendar"),
        "A14.3",
        OFFICER,
        source=("notice",),
        form=publications.CalendarForm,
        guards=(acts.calendar_corrected,),
        effect=publishing.settle_calendar,
        chain=SIGNED_BY_APPROVER,
        hint=Text("日历更正不自动改变已公告的公示期", "A corrected calendar never moves an announced period by itself"),
        task=False,
    ),
    Act(
        "record_announcement",
        Text("登记通告发布情况", "Record where the announcement stands"),
        "A14.3",
        OFFICER,
        source=("announced",),
        form=AnnouncementPublicationForm,
        effect=announced.record,
        chain=ANNOUNCED_THERE,
        hint=Text("由另一人核对官方网站后确认", "Another person opens the official page and confirms it"),
        task=False,
        page="recognition:record-announcement",
    ),
)
