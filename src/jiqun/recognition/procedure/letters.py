"""Article 14(三): after the announcement every applicant is told, with reasons in words and the remedy."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Who
from jiqun.recognition.acts import certificates
from jiqun.recognition.acts import letters as acts
from jiqun.recognition.forms import letters as forms

OFFICER = Who(Role.OFFICER, Level.PROVINCE)

ACTS: tuple[Act, ...] = (
    Act(
        "choose_remedies",
        Text("选定救济途径", "Choose the remedies"),
        "A14.3",
        OFFICER,
        source=("announced",),
        form=forms.RemedyForm,
        guards=(acts.somebody_against,),
        effect=acts.choose_remedies,
        hint=Text("由法制审核人员办理；结果函由其他人员拟稿", "By a legal officer; somebody else drafts the letters"),
        task=False,
    ),
    Act(
        "draft_letters",
        Text("拟认定结果函", "Draft the letters of the result"),
        "A14.3 A15",
        OFFICER,
        source=("announced",),
        guards=(acts.somebody_untold, acts.remedies_chosen),
        effect=acts.draft_letters,
        hint=Text(
            "每个申报单位一份，经地级以上市转送；不写分数和名次",
            "One for each applicant, passed on by its prefecture; without scores and ranks",
        ),
        task=False,
    ),
    Act(
        "draft_certificates",
        Text("拟认定证书", "Draft the certificates"),
        "A15",
        OFFICER,
        source=("announced",),
        form=forms.CertificateForm,
        guards=(certificates.switched_on, certificates.somebody_uncertified),
        effect=certificates.draft_certificates,
        hint=Text(
            "不绘印章；编号先由系统拟写，登记时填写正式编号", "No seal drawn; the numbers are proposals until entered"
        ),
        task=False,
        page="recognition:certificates",
    ),
)
