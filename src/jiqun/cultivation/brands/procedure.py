"""The ways of a brand and of a cluster's brands as tables: the county enters, the prefecture shows (Article 11)."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Link, Procedure, State, Who, register
from jiqun.cultivation.brands import acts, forms
from jiqun.cultivation.brands.acts import CLAUSE

COUNTY, PREFECTURE = Who(Role.OFFICER, Level.COUNTY), Who(Role.OFFICER, Level.PREFECTURE)
STANDING = ("entered", "shown")

BRAND = register(
    Procedure(
        name="brand",
        title=Text("区域品牌", "Regional brand"),
        model="cultivation.Brand",
        states=(
            State("entered", Text("在册", "Entered"), 0),
            State("shown", Text("公开展示", "Shown to the public"), 1),
            State("ended", Text("已终止", "Ended"), final=True),
        ),
        opening=Act(
            "enter_brand",
            Text("登记区域品牌", "Enter a brand"),
            CLAUSE,
            COUNTY,
            form=forms.EnterForm,
            effect=acts.enter,
            page="cultivation:brand-enter",
            offered=False,
        ),
        acts=(
            Act(
                "correct_brand",
                Text("更正", "Correct"),
                CLAUSE,
                COUNTY,
                source=STANDING,
                target="entered",
                form=forms.CorrectForm,
                guards=(acts.own,),
                effect=acts.correct,
                hint=Text(
                    "已公开展示的，更正后由市级重新确认", "One that is shown is confirmed anew by the prefecture"
                ),
                task=False,
            ),
            Act(
                "end_brand",
                Text("终止", "End"),
                CLAUSE,
                COUNTY,
                source=STANDING,
                target="ended",
                form=forms.EndForm,
                guards=(acts.own,),
                effect=acts.end,
                hint=Text("记录保留，不再公开", "The record stays; the public reads it no more"),
                task=False,
            ),
            Act(
                "show_brand",
                Text("公开展示", "Show to the public"),
                CLAUSE,
                PREFECTURE,
                source=("entered",),
                target="shown",
                form=forms.ShowForm,
                guards=(acts.running,),
                chain=(
                    Link(
                        affirms=Text(
                            "已核对证明材料，同意在公开网站展示该品牌。",
                            "The proof was read; the brand may be shown to the public.",
                        )
                    ),
                ),
                task=False,
                primary=True,
            ),
        ),
        bar=(Text("登记", "Entered"), Text("公开展示", "Shown")),
        url="cultivation:brand",
    )
)

BRANDS = register(
    Procedure(
        name="brands",
        title=Text("集群的区域品牌", "Brands of a cluster"),
        model="register.Cluster",
        states=(State("active", Text("在册", "Registered"), 0),),
        acts=(
            Act(
                "paste_brands",
                Text("从表格粘贴", "Paste from a spreadsheet"),
                CLAUSE,
                COUNTY,
                source=("active",),
                form=forms.PasteForm,
                guards=(acts.own,),
                effect=acts.paste,
                task=False,
                page="cultivation:brands-paste",
            ),
        ),
        url="cultivation:cluster",
    )
)
