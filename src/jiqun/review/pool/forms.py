"""What the acts of the pool ask for."""

from __future__ import annotations

from typing import Any

from django import forms

from jiqun.authorities.models import Account, Authority, Person, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.review.experts import Expert, ExpertFile
from jiqun.review.fields import choices
from jiqun.review.pool.entering import CODE
from jiqun.review.pool.parsing import PLACES, Unclear, periods, ties
from jiqun.standards import credit_code
from jiqun.web.fields import T, line, text

TIES_HELP = T(
    "单位名称、统一社会信用代码或市县名称，用顿号或换行隔开；抽取时自动排除",
    "Names of units, credit codes or places, with commas or on lines of their own; left out when experts are drawn",
)


class OwnForm(PayloadForm):
    """What an expert keeps up alone: ties, advice given, days free."""

    ties = text(T("利害关系", "Ties"), rows=3, limit=2000, required=False, help_text=TIES_HELP)
    advised = text(
        T("曾任顾问或提供辅导的地方、集群和企业", "Places, clusters and firms advised before"),
        rows=3,
        limit=2000,
        required=False,
        help_text=TIES_HELP,
    )
    periods = text(
        T("可参加评审的日期", "Days free for reviews"),
        rows=2,
        limit=1000,
        required=False,
        help_text=T("如 2025-05-01 至 2025-06-30；不填为不限", "Like 2025-05-01 至 2025-06-30; blank is always"),
    )
    available = forms.BooleanField(
        label=T("目前可以参加评审", "Takes part in reviews at present"), required=False, initial=True
    )

    def prepare(self) -> None:
        """Shows the entry as it stands, places by their names."""
        file: ExpertFile | None = self.doing.subject if self.doing else None
        if file is None or self.is_bound:
            return
        self.initial = {**standing(file), **self.initial}

    def clean_ties(self) -> str:
        """Places by their paths."""
        return "\n".join(ties(self.cleaned_data["ties"]))

    def clean_advised(self) -> str:
        """Places by their paths."""
        return "\n".join(ties(self.cleaned_data["advised"]))

    def clean_periods(self) -> str:
        """Days that can be read."""
        typed: str = self.cleaned_data["periods"]
        try:
            found = periods(typed)
        except Unclear as said:
            raise forms.ValidationError(str(said.text)) from None
        return "\n".join(f"{first} 至 {last}" for first, last in found)


class EntryForm(OwnForm):
    """A whole entry: person, field, employer, place, and what the expert will keep up."""

    name = line(T("姓名", "Name"), limit=40, help_text=T("仅省级主管部门可见", "Seen by the province's office alone"))
    phone = line(T("手机", "Phone"), limit=30, required=False, help_text=T("用于送达评审邀请", "For invitations"))
    email = forms.EmailField(
        label=T("电子邮箱", "E-mail"),
        required=False,
        max_length=120,
        error_messages={"invalid": T("电子邮箱格式不对。", "This is no e-mail address.")},
    )
    title = line(T("职务、职称", "Post and title"), limit=60, required=False)
    employer = line(T("任职单位", "Employer"))
    uscc = line(T("任职单位统一社会信用代码", "Employer's credit code"), limit=18, required=False)
    place = forms.ChoiceField(
        label=T("任职地", "Place of work"),
        error_messages={
            "required": T("请选择任职地。", "Choose the place of work."),
            "invalid_choice": T("没有这个任职地，请从列表中选择。", "There is no such place; choose from the list."),
        },
    )

    field_order = ("code", "account", "name", "phone", "email", "fields", "title", "employer", "uscc", "place")

    def prepare(self) -> None:
        """Places by prefecture, the entry as it stands."""
        chosen = forms.MultipleChoiceField(
            label=T("领域", "Fields"),
            choices=[(str(group), items) for group, items in choices()],
            widget=forms.SelectMultiple(attrs={"size": 8}),
            help_text=T("可多选；抽取条件按领域设定", "Several; conditions of a draw are set by field"),
            error_messages={
                "required": T("请至少选择一个领域。", "Choose at least one field."),
                "invalid_choice": T("没有“%(value)s”这个领域。", "There is no field %(value)s."),
            },
        )
        self.fields["fields"] = chosen
        self.order_fields(self.field_order)
        self.fields["place"].choices = places()  # type: ignore[attr-defined]
        super().prepare()

    def clean_uscc(self) -> str:
        """Half-width, with a check character that holds."""
        given = credit_code.tidy(self.cleaned_data["uscc"])
        if given and (wrong := credit_code.problems(given)):
            raise forms.ValidationError(wrong)
        return given

    def clean(self) -> dict[str, Any]:
        """Nobody is in the pool twice: the same name with the same phone or employer is the same person."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        name, phone, employer = data.get("name"), data.get("phone"), data.get("employer")
        twins = Expert.objects.filter(account__person__name=name or "")
        if self.doing is not None and self.doing.subject is not None:
            twins = twins.exclude(file=self.doing.subject.pk)
        for expert in twins.select_related("account__person"):
            person: Person = expert.account.person
            if (phone and person.phone == phone) or expert.employer == employer:
                self.add_error("name", str(TWICE.format(name=name, code=expert.code)))
                break
        return data


TWICE = Text(
    "“{name}”已在专家库中（代号 {code}），同一人不能重复入库。",
    "“{name}” is in the pool already (code {code}); nobody joins it twice.",
)


class NominateForm(EntryForm):
    """A new entry: besides, the code and the account, both made where they are left blank."""

    code = line(
        T("专家代号", "Code"),
        limit=8,
        required=False,
        help_text=T("不填则自动编号", "Given by the system if blank"),
        error_messages={"required": T("请填写。", "Fill this in.")},
    )
    account = line(
        T("已有的专家账号", "Account, if there is one"),
        limit=60,
        required=False,
        help_text=T(
            "不填则新建账号，由安全管理员启用", "If blank one is made, for the security administrator to enable"
        ),
    )

    def clean_code(self) -> str:
        """Letters and digits, not in use."""
        given: str = self.cleaned_data["code"].strip().upper()
        if given and not CODE.fullmatch(given):
            raise forms.ValidationError(
                str(
                    Text(
                        "代号由 1 至 3 个大写字母和 2 至 6 位数字组成。", "A code is 1 to 3 capitals and 2 to 6 digits."
                    )
                )
            )
        if given and Expert.objects.filter(code=given).exists():
            raise forms.ValidationError(str(Text(f"专家代号 {given} 已被使用。", f"Code {given} is in use.")))
        return given

    def clean_account(self) -> str:
        """The sign-in name of an expert's account that is not in the pool yet; blank for a new one."""
        given: str = self.cleaned_data["account"].strip()
        if not given:
            return ""
        found = Account.objects.filter(username=given, role=Role.EXPERT).first()
        if found is None:
            raise forms.ValidationError(
                str(Text(f"没有“{given}”这个专家账号。", f"There is no expert's account “{given}”."))
            )
        if Expert.objects.filter(pk=found.pk).exists():
            raise forms.ValidationError(
                str(Text(f"账号“{given}”的专家已在库中。", f"The expert of “{given}” is in the pool already."))
            )
        return given


class ReasonForm(PayloadForm):
    """Why the standing of an expert changes."""

    reason = text(T("理由", "Reason"), rows=3, limit=500)


def places() -> list[tuple[str, Any]]:
    """The province, and by prefecture the places in it."""
    rows = list(Authority.objects.order_by("path").values_list("path", "name", "kind", "parent_id", "code"))
    whole = [(path, name) for path, name, kind, _, _ in rows if kind == "province"]
    groups = [
        (name, [(path, name), *((p, n) for p, n, k, parent, _ in rows if parent == code and k in PLACES)])
        for path, name, kind, _, code in rows
        if kind == "prefecture"
    ]
    return [("", "—"), *whole, *groups]


def standing(file: ExpertFile) -> dict[str, Any]:
    """An entry as its form shows it."""
    expert, person = file.expert, file.expert.account.person
    names = dict(Authority.objects.filter(path__in=[*expert.ties, *expert.advised]).values_list("path", "name"))
    return {
        "name": person.name,
        "phone": person.phone,
        "email": person.email,
        "fields": expert.fields,
        "title": expert.title,
        "employer": expert.employer,
        "uscc": expert.uscc,
        "place": expert.place,
        "ties": "\n".join(names.get(tie, tie) for tie in expert.ties),
        "advised": "\n".join(names.get(tie, tie) for tie in expert.advised),
        "available": expert.available,
        "periods": "\n".join(f"{first} 至 {last}" for first, last in expert.periods),
    }
