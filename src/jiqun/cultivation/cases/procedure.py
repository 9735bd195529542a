"""The way of a typical case as one table: written by the county, published by the prefecture, selected by the province
(Article 11)."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Link, Procedure, State, Who, register
from jiqun.cultivation.cases import acts, forms
from jiqun.cultivation.cases.filling import CLAUSE, OPEN

COUNTY, PREFECTURE = Who(Role.OFFICER, Level.COUNTY), Who(Role.OFFICER, Level.PREFECTURE)
PROVINCE = Who(Role.OFFICER, Level.PROVINCE)


def signed(zh: str, en: str) -> tuple[Link, ...]:
    """One signature with what it affirms."""
    return (Link(affirms=Text(zh, en)),)


CASE = register(
    Procedure(
        name="typical_case",
        title=Text("典型案例", "Typical case"),
        model="casework.Case",
        states=(
            State("drafting", Text("撰写中", "Being written"), 0),
            State("returned", Text("退回修改", "Returned"), 0),
            State("submitted", Text("待市级发布", "With the prefecture"), 1),
            State("published", Text("已发布", "Published"), 2),
            State("selected", Text("省级典型案例", "Case of the province"), 3),
            State("withdrawn", Text("已撤下", "Withdrawn"), final=True),
            State("dropped", Text("已作废", "Dropped"), final=True),
        ),
        opening=Act(
            "begin_case",
            Text("撰写典型案例", "Write a typical case"),
            CLAUSE,
            COUNTY,
            form=forms.BeginForm,
            effect=acts.begin,
            hint=Text(
                "总结集群在创新、服务、数字化、绿色化、国际化和产业链协同方面的做法；自动保存，报送前只有本单位可见",
                "What a cluster has learned; saved as it is written, seen by nobody else before it is handed in",
            ),
            page="cultivation:case-begin",
        ),
        acts=(
            Act(
                "submit_case",
                Text("报送市级", "Hand in"),
                CLAUSE,
                COUNTY,
                source=OPEN,
                target="submitted",
                form=forms.SubmitForm,
                guards=(acts.own, acts.sound),
                effect=acts.submit,
                chain=signed(
                    "已审阅案例全文和图片：情况属实，可以报送公开。",
                    "I have read the case and seen its pictures: it is true and may be published.",
                ),
                primary=True,
            ),
            Act(
                "add_case_picture",
                Text("添加图片", "Add a picture"),
                CLAUSE,
                COUNTY,
                source=OPEN,
                form=forms.PictureForm,
                guards=(acts.own,),
                effect=acts.add_picture,
                task=False,
            ),
            Act(
                "remove_case_picture",
                Text("删去图片", "Take a picture out"),
                CLAUSE,
                COUNTY,
                source=OPEN,
                form=forms.RemoveForm,
                guards=(acts.own,),
                effect=acts.remove_picture,
                task=False,
            ),
            Act(
                "drop_case",
                Text("作废", "Drop it"),
                CLAUSE,
                COUNTY,
                source=OPEN,
                target="dropped",
                form=forms.ReasonForm,
                guards=(acts.own,),
                effect=acts.say_why,
                task=False,
            ),
            Act(
                "publish_case",
                Text("发布", "Publish"),
                CLAUSE,
                PREFECTURE,
                source=("submitted",),
                target="published",
                form=forms.PublishForm,
                effect=acts.publish,
                chain=signed(
                    "同意公开发布：内容属实，不含个人信息、商业秘密和涉密内容。",
                    "To be published: it is true and holds nothing personal, confidential or secret.",
                ),
                hint=Text("签批后在公开网站“案例”展示", "Once signed the public reads it"),
                primary=True,
            ),
            Act(
                "return_case",
                Text("退回修改", "Return for correction"),
                CLAUSE,
                PREFECTURE,
                source=("submitted",),
                target="returned",
                form=forms.ReasonForm,
                effect=acts.say_why,
            ),
            Act(
                "select_case",
                Text("选为省级典型案例", "Select for the province"),
                CLAUSE,
                PROVINCE,
                source=("published",),
                target="selected",
                form=forms.SelectForm,
                effect=acts.select,
                chain=signed("同意选为省级典型案例。", "Selected as a case of the province."),
                task=False,
            ),
            Act(
                "withdraw_case",
                Text("撤下", "Withdraw"),
                CLAUSE,
                PREFECTURE,
                source=("published",),
                target="withdrawn",
                form=forms.ReasonForm,
                effect=acts.say_why,
                chain=signed("同意撤下，不再公开。", "To be withdrawn from the public."),
                task=False,
            ),
            Act(
                "withdraw_selected_case",
                Text("撤下省级典型案例", "Withdraw a case of the province"),
                CLAUSE,
                PROVINCE,
                source=("selected",),
                target="withdrawn",
                form=forms.ReasonForm,
                effect=acts.say_why,
                chain=signed("同意撤下，不再公开。", "To be withdrawn from the public."),
                task=False,
            ),
        ),
        bar=(
            Text("撰写", "Written"),
            Text("报送", "Handed in"),
            Text("市级发布", "Published"),
            Text("省级入选", "Selected"),
        ),
        url="cultivation:case",
    )
)
