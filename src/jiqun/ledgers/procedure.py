"""The ways of a ledger entry and of a ledger as a whole, as tables."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Procedure, State, Who, register
from jiqun.ledgers import acts, forms
from jiqun.ledgers.models import IN_FORCE, STRUCK

OFFICER = Who(Role.OFFICER, Level.COUNTY)

ENTRY = register(
    Procedure(
        name="ledger_entry",
        title=Text("台账条目", "Ledger entry"),
        model="ledgers.Entry",
        states=(State(IN_FORCE, Text("在册", "In force"), 0), State(STRUCK, Text("已作废", "Struck off"))),
        opening=Act(
            "enter",
            Text("登记集群台账", "Enter into a ledger"),
            "A14.1",
            OFFICER,
            form=forms.EntryForm,
            effect=acts.enter,
            page="ledgers:enter",
        ),
        acts=(
            Act(
                "amend",
                Text("修改", "Amend"),
                "A14.1",
                OFFICER,
                source=(IN_FORCE,),
                form=forms.AmendForm,
                guards=(acts.own_cluster,),
                effect=acts.amend,
                task=False,
                primary=True,
            ),
            Act(
                "prove",
                Text("补充佐证", "Add proof"),
                "A14.1",
                OFFICER,
                source=(IN_FORCE,),
                form=forms.ProveForm,
                guards=(acts.own_cluster,),
                effect=acts.prove,
                task=False,
            ),
            Act(
                "strike",
                Text("作废", "Strike off"),
                "A14.1",
                OFFICER,
                source=(IN_FORCE,),
                target=STRUCK,
                form=forms.StrikeForm,
                guards=(acts.own_cluster,),
                effect=acts.strike,
                task=False,
                hint=Text("作废后不再计入申报表，记录保留", "It counts no more in forms; the record stays"),
            ),
            Act(
                "restore",
                Text("恢复", "Restore"),
                "A14.1",
                OFFICER,
                source=(STRUCK,),
                target=IN_FORCE,
                form=forms.RestoreForm,
                guards=(acts.own_cluster, acts.nothing_alike),
                effect=acts.restore,
                task=False,
            ),
        ),
        bar=(Text("在册", "In force"),),
        url="ledgers:entry",
    )
)

LEDGER = register(
    Procedure(
        name="ledger",
        title=Text("集群台账", "Ledgers of a cluster"),
        model="register.Cluster",
        states=(State("active", Text("在册", "Registered"), 0),),
        acts=(
            Act(
                "paste",
                Text("从表格粘贴", "Paste from a spreadsheet"),
                "A14.1",
                OFFICER,
                source=("active",),
                form=forms.PasteForm,
                guards=(acts.own_cluster,),
                effect=acts.paste,
                task=False,
                page="ledgers:paste",
            ),
        ),
        url="ledgers:ledger",
    )
)
