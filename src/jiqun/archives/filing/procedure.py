"""The way of a filing, as one table (《中华人民共和国档案法》第十四条; DA/T 22-2015 归档文件整理规则)."""

from __future__ import annotations

from jiqun.archives.filing import acts, forms
from jiqun.authorities.models import Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import SIGNED_BY_APPROVER, Act, Link, Procedure, State, Who, register

CLAUSE = "A5"
OFFICER = Who(Role.OFFICER)

FILING = register(
    Procedure(
        name="filing",
        title=Text("归档", "Filing"),
        model="casework.Case",
        states=(
            State("drafting", Text("整理中", "Being put in order"), 0),
            State("filed", Text("已归档", "On file"), 1),
            State("handed", Text("已移交", "Handed over"), 2, final=True),
            State("discarded", Text("已撤销", "Discarded"), final=True),
            State("voided", Text("已作废", "Voided"), final=True),
        ),
        opening=Act(
            "draft_filing",
            Text("建立归档批", "Begin a filing"),
            CLAUSE,
            OFFICER,
            form=forms.DraftForm,
            effect=acts.draft,
            page="archives:draft-filing",
            offered=False,
        ),
        acts=(
            Act(
                "put_on_file",
                Text("归档编号", "Put on file"),
                CLAUSE,
                OFFICER,
                source=("drafting",),
                target="filed",
                guards=(acts.all_closed,),
                effect=acts.put_on_file,
                chain=(
                    Link(
                        affirms=Text(
                            "已核对归档事项、保管期限和代码；编号后不再修改。",
                            "Matters, periods and codes were checked; what is numbered changes no more.",
                        )
                    ),
                ),
                primary=True,
                hint=Text("审核岗签批后按期限和办结日期编件号", "Numbered by period and day once signed"),
            ),
            Act(
                "choose_matters",
                Text("调整归档事项", "Change the lines"),
                CLAUSE,
                OFFICER,
                source=("drafting",),
                form=forms.LinesForm,
                effect=acts.choose,
                task=False,
                page="archives:choose-matters",
            ),
            Act(
                "discard_filing",
                Text("撤销归档批", "Discard"),
                CLAUSE,
                OFFICER,
                source=("drafting",),
                target="discarded",
                form=forms.ReasonForm,
                effect=acts.free,
                task=False,
            ),
            Act(
                "hand_over",
                Text("登记移交", "Enter the handing over"),
                CLAUSE,
                OFFICER,
                source=("filed",),
                target="handed",
                form=forms.HandOverForm,
                guards=(acts.package_taken,),
                effect=acts.hand_over,
                primary=True,
            ),
            Act(
                "void_filing",
                Text("作废归档编号", "Void the numbers"),
                CLAUSE,
                OFFICER,
                source=("filed",),
                target="voided",
                form=forms.ReasonForm,
                effect=acts.free,
                chain=SIGNED_BY_APPROVER,
                task=False,
                hint=Text(
                    "编号不再使用，事项可重新归档", "The numbers are not used again; the matters may be filed anew"
                ),
            ),
        ),
        bar=(Text("整理", "In order"), Text("归档", "On file"), Text("移交", "Handed over")),
        url="archives:filing",
    )
)
