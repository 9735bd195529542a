"""Article 14(三): the panel meets once the scores are open; what it decides to score anew is scored anew."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import SIGNED_BY_APPROVER, Act, Link, Who
from jiqun.recognition.acts import meeting, rescoring
from jiqun.recognition.forms import meeting as forms

OFFICER = Who(Role.OFFICER, Level.PROVINCE)

ACTS: tuple[Act, ...] = (
    Act(
        "record_meeting",
        Text("登记评审会", "Record the panel meeting"),
        "A14.3",
        OFFICER,
        source=("ranked",),
        form=forms.MeetingForm,
        effect=meeting.record_meeting,
        page="recognition:record-meeting",
        hint=Text("会议记录经与会人员签名后扫描上传", "Upload the record as its people signed it"),
        task=False,
    ),
    Act(
        "order_rescore",
        Text("组织复评", "Have sheets scored anew"),
        "A14.3",
        OFFICER,
        source=("ranked",),
        form=forms.OrderForm,
        guards=(rescoring.some_meeting, rescoring.none_under_way),
        effect=rescoring.order_rescore,
        chain=(
            Link(
                affirms=Text(
                    "已核对评审会记录：确系评审会决定，评审表和理由与记录一致。",
                    "The record was checked: the meeting decided so, for these sheets and this reason.",
                )
            ),
        ),
        hint=Text("仅限评审会决定的评审表；原评审表保留", "Only what the meeting decided; the old sheets are kept"),
        task=False,
    ),
    Act(
        "confirm_rescore",
        Text("确认复评", "Confirm the new scores"),
        "A14.3",
        OFFICER,
        source=("ranked",),
        guards=(rescoring.all_rescored,),
        effect=rescoring.confirm_rescore,
        chain=(
            Link(
                affirms=Text(
                    "复评评审表均已提交并封存，同意按复评结果重新排序。",
                    "Every new sheet is handed in and sealed; rank anew with them.",
                )
            ),
        ),
        hint=Text("确认前不显示复评分数", "The new scores are not shown before"),
        task=False,
    ),
    Act(
        "cancel_rescore",
        Text("终止复评", "Give up scoring anew"),
        "A14.3",
        OFFICER,
        source=("ranked",),
        form=forms.GiveUpForm,
        guards=(rescoring.some_under_way,),
        effect=rescoring.cancel_rescore,
        chain=SIGNED_BY_APPROVER,
        hint=Text("原评审表继续有效", "The old sheets stay in force"),
        task=False,
    ),
)
