"""Article 14(三): the public notice of the list."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import SIGNED_BY_APPROVER, Act, Who
from jiqun.notices import publishing
from jiqun.notices.forms import notice as notice_forms
from jiqun.recognition.acts import listing
from jiqun.recognition.acts import notice as acts
from jiqun.recognition.forms import notice as forms

OFFICER = Who(Role.OFFICER, Level.PROVINCE)

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
        effect=acts.make_notice,
        chain=SIGNED_BY_APPROVER,
        hint=Text("签批后到官方网站发布，再登记发布情况", "Once signed, publish it officially, then record that"),
        primary=True,
    ),
    Act(
        "record_publication",
        Text("登记发布情况", "Record the publication"),
        "A14.3",
        OFFICER,
        source=("notice",),
        form=notice_forms.PublicationForm,
        guards=(acts.something_unpublished,),
        effect=publishing.record_publication,
        page="recognition:record-publication",
    ),
    Act(
        "record_interruption",
        Text("登记公示中断", "Record an interruption"),
        "A14.3",
        OFFICER,
        source=("notice",),
        form=notice_forms.InterruptionForm,
        guards=(acts.something_published,),
        effect=publishing.record_interruption,
        chain=SIGNED_BY_APPROVER,
        task=False,
    ),
)
