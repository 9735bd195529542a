"""How an authority sets the chain of one of its acts: drafted by an officer, put in force by two persons.

Its own acts always keep the one chain of this table, so that nobody can set themselves out of the second person.
"""

from __future__ import annotations

from django.db.models import Max

from jiqun.authorities.models import Account, Role
from jiqun.bilingual import Text
from jiqun.casework.chain_form import ChainForm
from jiqun.casework.chains import SETTINGS, closed_accounts, too_few
from jiqun.casework.doing import Doing
from jiqun.casework.models import ChainSetting
from jiqun.casework.procedure import SIGNED_BY_APPROVER, Act, Procedure, State, Who, register
from jiqun.casework.refusals import Refusal

OFFICER = Who(Role.OFFICER)
DRAFT_THERE = Text(
    "这一环节动作已有一份拟定中的签批链，请先办结或作罢。",
    "A chain for this act is being drafted already; put it in force or drop it first.",
)


def draft(doing: Doing) -> None:
    """Makes the next revision of the chain of one act."""
    by = doing.by
    assert isinstance(by, Account) and by.authority is not None
    name, _, act = str(doing.payload["target"]).partition(".")
    same = ChainSetting.objects.filter(authority=by.authority, procedure_name=name, act=act)
    if same.filter(state="drafted").exists():
        raise Refusal(DRAFT_THERE)
    doing.subject = ChainSetting.objects.create(
        id=doing.new_id(),
        authority=by.authority,
        procedure_name=name,
        act=act,
        number=(same.aggregate(last=Max("number"))["last"] or 0) + 1,
        links=doing.payload["links"],
        state="drafted",
        drafted_by=by,
        drafted_at=doing.now,
    )
    doing.note = in_words(doing.subject)


def walkable(doing: Doing) -> None:
    """Raises `Refusal` when the people of the chain are not (any more) there to sign it."""
    setting: ChainSetting = doing.subject
    faults = [str(fault) for fault in too_few(setting.chain, setting.authority)]
    if closed := closed_accounts(setting.chain, doing.today):
        faults.append(str(Text(f"{'、'.join(closed)}的账号已停用。", f"Accounts closed: {', '.join(closed)}.")))
    if faults:
        said = "".join(faults)
        raise Refusal(Text(f"签批链无法走完：{said}", f"The chain cannot be walked: {said}"), clause="A5")


def put_in_force(doing: Doing) -> None:
    """From now on acts are laid before this chain; the one before stays on record. What already waits keeps its own."""
    setting: ChainSetting = doing.subject
    ChainSetting.objects.filter(
        authority=setting.authority, procedure_name=setting.procedure_name, act=setting.act, state="in_force"
    ).exclude(pk=setting.pk).update(state="replaced", until=doing.now)
    ChainSetting.objects.filter(pk=setting.pk).update(since=doing.now)
    doing.note = in_words(setting)


def end(doing: Doing) -> None:
    """From now on the chain of the table holds again."""
    ChainSetting.objects.filter(pk=doing.subject.pk).update(until=doing.now)


def in_words(setting: ChainSetting) -> Text:
    """The links in order: 经办 → 法规科 → 分管领导（纸质）."""
    names = [
        (link.name.zh + ("（纸质）" if link.paper else ""), link.name.en + (" (on paper)" if link.paper else ""))
        for link in setting.chain
    ]
    return Text(" → ".join(["经办", *(zh for zh, _ in names)]), " → ".join(["officer", *(en for _, en in names)]))


SIGN_CHAIN = register(
    Procedure(
        name=SETTINGS,
        title=Text("签批链设置", "Setting of a chain"),
        model="casework.ChainSetting",
        states=(
            State("drafted", Text("拟定", "Drafted"), 0),
            State("in_force", Text("执行中", "In force"), 1),
            State("replaced", Text("已由新的一版代替", "Replaced"), final=True, by=("sign_chain.put_in_force",)),
            State("ended", Text("已恢复默认签批", "Back to the default"), final=True),
            State("dropped", Text("作罢", "Dropped"), final=True),
        ),
        opening=Act(
            "draft_chain",
            Text("拟定签批链", "Draft a chain"),
            "A5",
            OFFICER,
            form=ChainForm,
            effect=draft,
            page="casework:draft-chain",
        ),
        acts=(
            Act(
                "put_in_force",
                Text("启用签批链", "Put the chain in force"),
                "A5",
                OFFICER,
                source=("drafted",),
                target="in_force",
                guards=(walkable,),
                effect=put_in_force,
                chain=SIGNED_BY_APPROVER,
                task=False,  # the page of chains shows what is being drafted; the desk asks no query for it
                hint=Text(
                    "审核岗签批后启用；此前已提请的事项仍按原签批链办理",
                    "In force once the approver has signed; what was laid before anybody keeps its chain",
                ),
                primary=True,
            ),
            Act(
                "drop",
                Text("作罢", "Drop"),
                "A5",
                OFFICER,
                source=("drafted",),
                target="dropped",
                task=False,
            ),
            Act(
                "end",
                Text("恢复默认签批", "Go back to the default"),
                "A5",
                OFFICER,
                source=("in_force",),
                target="ended",
                effect=end,
                chain=SIGNED_BY_APPROVER,
                task=False,
            ),
        ),
        bar=(Text("拟定", "Drafted"), Text("执行中", "In force")),
        url="casework:chain",
    )
)
