"""The way of a major change through county, prefecture and province, as one table (Article 17(四))."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import SIGNED_BY_APPROVER, Act, Link, Procedure, State, Who, register
from jiqun.supervision.changes import acts, forms

COUNTY, PREFECTURE, PROVINCE = (Who(Role.OFFICER, each) for each in (Level.COUNTY, Level.PREFECTURE, Level.PROVINCE))
HELD = ("drafting", "returned")

COUNTY_ACTS = (
    Act(
        "hand_in_change",
        Text("报送", "Hand in"),
        acts.CLAUSE,
        COUNTY,
        source=HELD,
        target="submitted",
        guards=(acts.own, acts.still_fits),
        effect=acts.hand_in,
        chain=(
            Link(
                affirms=Text(
                    "已核对变动情况和证明材料，内容真实，同意报送。",
                    "What changed and its proof were compared; it is true, and is to be handed in.",
                )
            ),
        ),
        primary=True,
    ),
    Act(
        "amend_change",
        Text("修改", "Change what was entered"),
        acts.CLAUSE,
        COUNTY,
        source=HELD,
        form=forms.ChangeForm,
        guards=(acts.own,),
        effect=acts.amend,
        page="supervision:change-amend",
        task=False,
    ),
    Act(
        "withdraw_change",
        Text("撤回", "Withdraw"),
        acts.CLAUSE,
        COUNTY,
        source=(*HELD, "submitted"),
        target="withdrawn",
        form=forms.ReasonForm,
        guards=(acts.own,),
        effect=acts.withdraw,
        task=False,
    ),
)

PREFECTURE_ACTS = (
    Act(
        "check_change",
        Text("审核上报", "Check and forward"),
        acts.CLAUSE,
        PREFECTURE,
        source=("submitted",),
        target="checked",
        form=forms.OpinionForm,
        guards=(acts.still_fits,),
        effect=acts.check,
        chain=SIGNED_BY_APPROVER,
        primary=True,
    ),
    Act(
        "give_back_change",
        Text("退回补正", "Give back to be mended"),
        acts.CLAUSE,
        PREFECTURE,
        source=("submitted",),
        target="returned",
        form=forms.ReturnForm,
        effect=acts.give_back,
        task=False,
    ),
)

PROVINCE_ACTS = (
    Act(
        "file_change",
        Text("备案", "Put on record"),
        acts.CLAUSE,
        PROVINCE,
        source=("checked",),
        target="filed",
        form=forms.RecordForm,
        guards=(acts.still_fits,),
        effect=acts.put_on_record,
        chain=(
            Link(
                affirms=Text(
                    "已查看变动前后对照和系统测算，同意备案并更新登记。",
                    "What stood, what stands and what was computed were looked at; to be put on record.",
                )
            ),
        ),
        hint=Text(
            "签批后即更新登记并拟好备案函；变更前的内容保留可查",
            "Once signed the register is changed and the letter drafted; what stood before stays readable",
        ),
        primary=True,
    ),
    Act(
        "send_back_change",
        Text("退回补正", "Send back to be mended"),
        acts.CLAUSE,
        PROVINCE,
        source=("checked",),
        target="returned",
        form=forms.ReturnForm,
        effect=acts.send_back,
        chain=SIGNED_BY_APPROVER,
        task=False,
    ),
    Act(
        "decline_change",
        Text("不予备案", "Do not put on record"),
        acts.CLAUSE,
        PROVINCE,
        source=("checked",),
        target="declined",
        form=forms.ReasonForm,
        effect=acts.decline,
        chain=SIGNED_BY_APPROVER,
        hint=Text(
            "登记内容不变；理由写入通知书，救济途径由拟稿人以外的人员选定",
            "The register stays; the reasons go into the letter, and another than its drafter chooses the remedy",
        ),
        task=False,
    ),
)

CHANGE = register(
    Procedure(
        name="change_filing",
        title=Text("重大变动报备", "Filing of a major change"),
        model="casework.Case",
        states=(
            State("drafting", Text("填报中", "Being filled in"), 0),
            State("returned", Text("补正中", "Being mended"), 0),
            State("submitted", Text("待市级审核", "To be checked by the prefecture"), 1),
            State("checked", Text("待省级备案", "To be put on record"), 2),
            State("filed", Text("已备案", "On record"), 3, final=True),
            State("declined", Text("不予备案", "Not put on record"), final=True),
            State("withdrawn", Text("已撤回", "Withdrawn"), final=True),
        ),
        opening=Act(
            "open_change",
            Text("报备重大变动", "File a major change"),
            acts.CLAUSE,
            COUNTY,
            form=forms.ChangeForm,
            guards=(acts.may_be_filed,),
            effect=acts.open_change,
            hint=Text(
                "保存后为草稿，可继续修改；核对无误后再报送，由本单位审核岗签批",
                "Kept as a draft that can be changed; hand it in once it is right, signed by your approver",
            ),
            page="supervision:change-begin",
        ),
        acts=(*COUNTY_ACTS, *PREFECTURE_ACTS, *PROVINCE_ACTS),
        bar=(
            Text("填报", "Fill in"),
            Text("市级审核", "Prefecture"),
            Text("省级备案", "Province"),
            Text("已备案", "On record"),
        ),
        url="supervision:change",
    )
)
