"""Article 14(一): the paper that goes with an application, printed, sealed and matched."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Who
from jiqun.recognition.acts.filing import guards, sealing
from jiqun.recognition.forms import sealing as forms
from jiqun.recognition.queries.filing.application import DRAFT_STATES

OFFICER = Who(Role.OFFICER, Level.COUNTY)

ACTS: tuple[Act, ...] = (
    Act(
        "print_copy",
        Text("打印盖章稿", "Print to be sealed"),
        "A14.1",
        OFFICER,
        source=DRAFT_STATES,
        form=forms.PrintForm,
        guards=(guards.own_authority,),
        effect=sealing.print_copy,
        page="recognition:papers",
        task=False,
        offered=False,
    ),
    Act(
        "register_sealed",
        Text("登记盖章扫描件", "Register the sealed copy"),
        "A14.1",
        OFFICER,
        source=DRAFT_STATES,
        form=forms.SealedForm,
        guards=(guards.own_authority,),
        effect=sealing.register_sealed,
        hint=Text(
            "系统读取页脚二维码，核对盖章件与申报内容是否为同一版本",
            "The QR at the foot tells whether the sealed copy shows what the draft holds",
        ),
        page="recognition:register-sealed",
        task=False,
        offered=False,
    ),
    Act(
        "name_document",
        Text("登记上报文", "Enter the letter"),
        "A14.1",
        OFFICER,
        source=(*DRAFT_STATES, "submitted", "preliminary"),
        form=forms.DocumentForm,
        guards=(guards.own_authority, sealing.has_sealed),
        effect=sealing.name_document,
        hint=Text("照公文填写文号和日期", "Number and date as the office wrote them"),
        page="recognition:name-document",
        task=False,
        offered=False,
    ),
)
