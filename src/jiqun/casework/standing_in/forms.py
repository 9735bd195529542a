"""What appointing somebody to sign in another's place asks for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from jiqun.authorities.models import OFFICE, Account
from jiqun.bilingual import Text
from jiqun.casework.models import StandIn
from jiqun.casework.procedure import PayloadForm
from jiqun.web.fields import T, day, text

HANDOVER = "handover"
GROUNDS = {
    "travel": Text("出差", "Travel"),
    "leave": Text("休假", "Leave"),
    "illness": Text("病假", "Illness"),
    "training": Text("培训", "Training"),
    HANDOVER: Text("离岗移交", "Handing over for good"),
}
LONGEST = timedelta(days=90)
OF_THE_OFFICE: Any = Text("请选择本单位的经办或审核岗人员。", "Choose an officer or approver of your own office.")
CHOOSE = {"required": OF_THE_OFFICE, "invalid_choice": OF_THE_OFFICE}
SAME = Text("代理人不能是本人。", "Nobody stands in for oneself.")
LAST_NEEDED = Text("除离岗移交外，须写明截止日期。", "Give the last day, unless it is handed over for good.")
NO_LAST = Text("离岗移交没有截止日期，请留空。", "What is handed over for good has no last day.")
ORDER = Text("截止日期不能早于起始日期。", "The last day comes before the first.")
PAST = Text("起始日期不能早于今天。", "It cannot begin before today.")
TOO_LONG = Text(
    "代理最长 90 天；离岗的请选“离岗移交”。", "Ninety days at most; choose handing over for good otherwise."
)
TAKEN = Text("{who}在这段时间已由{by}代理（{days}）。", "{by} stands in for {who} then already ({days}).")
AWAY = Text("{who}在这段时间本人由他人代理，不能再代理别人。", "{who} is away then, with a stand-in of one's own.")
BUSY = Text("{who}在这段时间已代理他人，请先结束后再由他人代理。", "{who} stands in for somebody then; end that first.")


class AppointForm(PayloadForm):
    """`absent`, `substitute` (accounts by their key), `first_day`, `last_day`, `ground`."""

    absent = forms.ModelChoiceField(
        label=T("被代理人", "Who is away"), queryset=Account.objects.none(), error_messages=CHOOSE
    )
    substitute = forms.ModelChoiceField(
        label=T("代理人", "Who stands in"),
        queryset=Account.objects.none(),
        error_messages=CHOOSE,
        help_text=T(
            "代理人只代为签批；自己经办的事项、已签过前一环节的事项，仍不能签。",
            "Only sign-offs; nobody signs what oneself prepared, nor two links.",
        ),
    )
    first_day = day(T("起始日期", "First day"))
    last_day = day(T("截止日期", "Last day"), required=False, help_text=T("离岗移交留空。", "Blank for good."))
    ground = forms.ChoiceField(label=T("事由", "Ground"), choices=list(GROUNDS.items()))

    def prepare(self) -> None:
        """The people of the own office; who has left may still be stood in for."""
        by = getattr(self.doing, "by", None)
        if not isinstance(by, Account):
            return
        office = Account.objects.filter(authority=by.authority_id, role__in=OFFICE).select_related("person")
        for name, people in (("absent", office), ("substitute", office.filter(is_active=True))):
            field: Any = self.fields[name]
            field.queryset = people.order_by("username")
            field.label_from_instance = lambda each: f"{each.person.name}（{each.title}，{each.username}）"
        self.initial = {"absent": by.pk, "first_day": self.today, **self.initial}

    def clean(self) -> dict[str, Any]:
        """All faults at once; told with the keys of the accounts, as the journal keeps them."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        absent, substitute, first, last = (data.get(n) for n in ("absent", "substitute", "first_day", "last_day"))
        if absent and substitute and absent.person_id == substitute.person_id:
            self.add_error("substitute", str(SAME))
        if first and self.doing is not None and first < self.today:
            self.add_error("first_day", str(PAST))
        if data.get("ground") == HANDOVER and last:
            self.add_error("last_day", str(NO_LAST))
        elif data.get("ground") and data["ground"] != HANDOVER and last is None and "last_day" not in self.errors:
            self.add_error("last_day", str(LAST_NEEDED))
        if first and last and last < first:
            self.add_error("last_day", str(ORDER))
        elif first and last and last - first >= LONGEST:
            self.add_error("last_day", str(TOO_LONG))
        if absent and substitute and first and not self.errors:
            self.meets(absent, substitute, first, last)
        return {**data, "absent": absent.pk if absent else None, "substitute": substitute.pk if substitute else None}

    def meets(self, absent: Account, substitute: Account, first: Any, last: Any) -> None:
        """Nobody is stood in for by two, and nobody who is away stands in."""
        then = StandIn.objects.filter(
            Q(last_day__isnull=True) | Q(last_day__gte=first), state__in=("proposed", "in_force")
        )
        if last is not None:
            then = then.filter(first_day__lte=last)
        rows = then.for_tasks()
        if (there := rows.filter(absent=absent).first()) is not None:
            by, who = there.substitute.person.name, absent.person.name
            self.add_error("absent", ValidationError(str(TAKEN.format(who=who, by=by, days=there.days))))
        if rows.filter(absent=substitute).exists():
            self.add_error("substitute", str(AWAY.format(who=substitute.person.name)))
        if rows.filter(substitute=absent).exists():
            self.add_error("absent", str(BUSY.format(who=absent.person.name)))


class ReasonForm(PayloadForm):
    """`reason`."""

    reason = text(T("理由", "Reason"), limit=300, rows=3)
