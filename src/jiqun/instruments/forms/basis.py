"""What the province enters for a basis, its registration and its end."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from django import forms

from jiqun import law
from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.evidence.fields import EvidenceField
from jiqun.instruments import queries
from jiqun.instruments.forms.fields import chosen, dated
from jiqun.instruments.models import RegisteredBasis
from jiqun.instruments.queries import targets
from jiqun.instruments.queries.measures import as_entered, until_ended
from jiqun.law.basis import KINDS, Basis
from jiqun.law.measure import Measure
from jiqun.web.fields import T, day, line, text

NOTHING = ("", T("（不涉及）", "(none)"))
LONGEST_YEARS = 10
"""A basis that runs longer is a slip of the pen: the measure itself was given three years (Article 19)."""
_TOO_LONG = Text(
    "截止日 {until} 距起始日超过 {years} 年，请核对年份。",
    "It would run to {until}, more than {years} years from its first day; check the year.",
)


@cache
def ours() -> tuple[Measure, ...]:
    """The measures of the provincial scheme: those that can rest on a basis here, or take each other's place."""
    scheme = law.load(queries.PROVINCIAL).scheme
    return tuple(found for found in map(law.load, law.library()) if found.scheme == scheme)


def measures() -> list[tuple[str, str]]:
    """The measures a basis may be about, by their titles."""
    return [(found.id, f"《{found.title}》（{found.number}）") for found in ours()]


@cache
def changeable() -> list[tuple[Text, list[tuple[str, Text]]]]:
    """What an override may change: norms with their branches, and parameters, each named once."""
    norms: dict[str, Text] = {}
    parameters: dict[str, Text] = {}
    for found in reversed(ours()):  # what several measures number alike is called as in the first of them
        norms |= targets.norms(found.id)
        parameters |= targets.parameters(found.id)
    return [
        (T("认定条件", "Norms"), list(norms.items())),
        (T("参数", "Parameters"), list(parameters.items())),
    ]


class BasisForm(PayloadForm):
    """A basis: its document, what it does to which measure, and from when to when."""

    measure = chosen(T("针对的办法", "Measure it is about"), [], initial=queries.PROVINCIAL)
    kind = chosen(
        T("种类", "Kind"),
        list(KINDS.items()),
        help_text=T(
            "延期：办法继续有效；替代：由新办法取代；单项调整：改变一项条件或参数；书面决定：办法失效后仍可按其办理新事项。",
            "Extension: the measure stays in force; successor: another takes its place; single change: one norm or "
            "parameter; recorded decision: new matters may still be opened under a lapsed measure.",
        ),
    )
    document = line(
        T("文号或文件名", "Number or name of the document"),
        help_text=T("如 某工信规字〔2026〕3号", "As it is numbered"),
    )
    dated_on = day(T("成文日期", "Date of the document"))
    issuer = line(T("制发单位", "Issuer"))
    file = EvidenceField(label=T("文件扫描件", "Scan of the document"))
    start = day(T("起始日", "First day"))
    until = day(
        T("截止日", "Last day"),
        required=False,
        help_text=T(
            "延期、书面决定必填；单项调整不填为长期；替代不填。",
            "Needed for an extension or a decision; open for a single change; none for a successor.",
        ),
    )
    reason = text(T("事由", "Reason"), limit=1000)
    successor = chosen(
        T("替代的办法", "Measure that takes its place"),
        [],
        required=False,
        help_text=T("新办法须先写入办法库，才能选择。", "The new measure has to be in the library first."),
    )
    norm = chosen(T("调整的条件或参数", "Norm or parameter changed"), [], required=False)
    limit = line(
        T("新的标准", "New limit"),
        limit=20,
        required=False,
        help_text=T("数值，如 50；留空表示停止适用", "A number such as 50; empty sets the norm aside"),
    )
    unit = line(
        T("单位", "Unit"),
        limit=20,
        required=False,
        help_text=T(
            "如 亿元、%、家", "As the measure writes it: 亿元 (100 million yuan), % (per cent), 家 (number of firms)"
        ),
    )
    public = forms.BooleanField(
        label=T("主动公开", "Public"),
        required=False,
        help_text=T("登记后在公众端“办法”页列出", "Listed on the public page of the measure"),
    )

    def prepare(self) -> None:
        """Lays the choices; shows a draft as it stands when amending, whose file need not be chosen again."""
        self.fields["measure"].choices = measures()  # type: ignore[attr-defined]
        self.fields["successor"].choices = [NOTHING, *measures()]  # type: ignore[attr-defined]
        self.fields["norm"].choices = [NOTHING, *changeable()]  # type: ignore[attr-defined]
        if self.doing is None:
            return
        if self.doing.subject is not None:
            self.fields["file"].required = False
            self.fields["file"].help_text = T(
                "不另选则沿用已上传的文件。", "Keeps the present file unless you choose one."
            )
            if not self.is_bound:
                self.initial = {**standing(self.doing.subject.basis), "measure": self.doing.subject.measure}
        elif not self.is_bound and self.doing.by.authority is not None:
            self.initial = {"issuer": self.doing.by.authority.body, **self.initial}

    @property
    def groups(self) -> list[tuple[Text, list[forms.BoundField]]]:
        """The fields as the page groups them."""
        named = (
            (Text("办法与种类", "Measure and kind"), ("measure", "kind")),
            (Text("文件", "Document"), ("document", "dated_on", "issuer", "file", "public")),
            (Text("期限与事由", "Period and reason"), ("start", "until", "reason")),
            (Text("替代（仅种类为“替代”时填写）", "Successor (for that kind only)"), ("successor",)),
            (
                Text("单项调整（仅种类为“单项调整”时填写）", "Single change (for that kind only)"),
                ("norm", "limit", "unit"),
            ),
        )
        return [(title, [self[name] for name in names]) for title, names in named]

    def clean_dated_on(self) -> date:
        """Not in the future."""
        return dated(self.cleaned_data["dated_on"], self.doing)

    def clean_limit(self) -> str:
        """The number in the digits of a keyboard, also when it was typed in full width."""
        return unicodedata.normalize("NFKC", self.cleaned_data["limit"])

    def clean_unit(self) -> str:
        """The unit, its percent sign in the width of a keyboard."""
        return unicodedata.normalize("NFKC", self.cleaned_data["unit"])

    def clean(self) -> dict[str, Any]:
        """A basis that is right in itself and contradicts none that is registered."""
        data: dict[str, Any] = self.cleaned_data
        start, until = data.get("start"), data.get("until")
        if start and until and until.year - start.year > LONGEST_YEARS:
            self.add_error("until", str(_TOO_LONG.format(until=until, years=LONGEST_YEARS)))
        if not self.errors:
            for problem in problems(entered(data)):
                self.add_error(None, str(problem))
        return data


def standing(row: RegisteredBasis) -> dict[str, Any]:
    """A draft as its form shows it."""
    names = (
        "kind", "document", "dated_on", "issuer", "start", "until", "reason",
        "successor", "norm", "limit", "unit", "public",
    )  # fmt: skip
    return {name: getattr(row, name) for name in names}


def entered(data: dict[str, Any]) -> dict[str, Any]:
    """What was entered as the arguments of a `Basis`."""
    return {
        "kind": data["kind"],
        "number": data["document"],
        "on": data["dated_on"],
        "issuer": data["issuer"],
        "start": data["start"],
        "until": data["until"],
        "reason": data["reason"],
        "measure": data["measure"],
        "successor": data["successor"],
        "norm": data["norm"],
        "limit": data["limit"] or None,
        "unit": data["unit"],
    }


def problems(arguments: dict[str, Any]) -> Iterator[Text]:
    """What is wrong with a basis in itself, and then beside those that are registered. One query."""
    try:
        basis = Basis(**arguments)
        law.load(basis.measure).under([*queries.bases(basis.measure), basis])
    except law.BasisError as wrong:
        yield from wrong.problems


class DiscardForm(PayloadForm):
    """Why a draft is not registered."""

    reason = text(T("理由", "Reason"), limit=1000)


class EndForm(PayloadForm):
    """The document that ends a basis, and the first day on which it no longer holds."""

    document = line(T("终止文件的文号或文件名", "Number or name of the document"))
    dated_on = day(T("成文日期", "Date of the document"))
    issuer = line(T("制发单位", "Issuer"))
    file = EvidenceField(label=T("文件扫描件", "Scan of the document"))
    ends_on = day(
        T("自何日起终止", "Ends on"),
        help_text=T(
            "当日起不再适用；此前已作出的决定不受影响。", "It no longer holds that day; what was decided stays."
        ),
    )
    reason = text(T("终止理由", "Reason"), limit=1000)

    def clean_dated_on(self) -> date:
        """Not in the future."""
        return dated(self.cleaned_data["dated_on"], self.doing)

    def clean_ends_on(self) -> date:
        """Within the days it holds: the first day annuls it before it began."""
        ends: date = self.cleaned_data["ends_on"]
        if self.doing is None or self.doing.subject is None:
            return ends
        row: RegisteredBasis = self.doing.subject.basis
        if ends < row.start:
            raise forms.ValidationError(
                str(
                    Text(
                        f"该依据自 {row.start} 起适用，终止日不能更早；从未施行的，填 {row.start}。",
                        f"It holds from {row.start} and cannot end before; to annul it, give that day.",
                    )
                )
            )
        if row.until is not None and ends > row.until:
            raise forms.ValidationError(
                str(
                    Text(
                        f"该依据到 {row.until} 已经届满，无需终止。",
                        f"It runs out on {row.until} by itself; there is nothing to end.",
                    )
                )
            )
        return ends

    def clean(self) -> dict[str, Any]:
        """What is left without it must not contradict itself either."""
        data: dict[str, Any] = self.cleaned_data
        if self.errors or self.doing is None or self.doing.subject is None:
            return data
        row: RegisteredBasis = self.doing.subject.basis
        this = as_entered(row)
        left = until_ended(this, data["ends_on"])
        others = [each for each in queries.bases(self.doing.subject.measure) if each != this]
        try:
            law.load(self.doing.subject.measure).under(others if left is None else [*others, left])
        except law.BasisError as wrong:
            for problem in wrong.problems:
                self.add_error(None, str(problem))
        return data
