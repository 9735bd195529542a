"""What stands beside each field of the form: what was stated last, differences that ask for a reason, and where an
answer differs from the roster. All of it is shown; nothing is corrected and nothing blocks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.forms.answers import blank, values
from jiqun.forms.definitions import Field, Section
from jiqun.forms.differences import differences
from jiqun.forms.fields import split_codes
from jiqun.forms.reading import answer_lines
from jiqun.forms.sections import REASON
from jiqun.recognition.models import Application
from jiqun.recognition.queries.filing.application import Lacks, application_of, form_for
from jiqun.recognition.queries.filing.earlier import last_stated
from jiqun.register.models import FirmYearRow

SHORT = 80
"""A last answer of one line up to so many characters is printed at once; a longer one opens on demand."""

_OTHER_NAME = Text(
    "名册写的是“{roster}”，与此处不一致；请核对，以实际为准，系统不作更正。",
    "The roster says “{roster}”; check which is right. Nothing is corrected by itself.",
)
_OTHER_FIRMS = Text(
    "以下代码不在名册中：{codes}；请核对代码，或将企业补入名册。",
    "Not on the roster: {codes}; check the codes, or add the firms to the roster.",
)
_TOO_MANY = Text(
    "各等级合计 {n} 家，多于名册企业 {firms} 家；请核对。",
    "The grades add up to {n} firms, more than the {firms} of the roster; check them.",
)


@dataclass(frozen=True, slots=True)
class Beside:
    """One field: last answer as lines of text with its matter and year, differences, the reason given, a note.

    `same` says that the answer stands as it was stated last.
    """

    field: Field
    last: tuple[str, ...]
    of: str
    year: int | None
    same: bool
    differences: tuple[Text, ...]
    reason: str
    note: Text | None

    @property
    def asks(self) -> bool:
        """Whether a reason is still asked for."""
        return bool(self.differences) and not self.reason

    @property
    def brief(self) -> bool:
        """Whether the last answer fits a line."""
        return len(self.last) == 1 and len(self.last[0]) <= SHORT


def beside(case: Case, section: Section, given: Mapping[str, Any] | None = None) -> dict[str, Beside]:
    """What stands beside the fields of a section, by field id; a field without anything is left out.

    `given` are the answers where the caller has read them. Three queries, two with `given`, one more where a list of
    firms is held against the roster.
    """
    return dict(_beside(case, section.fields, values(case) if given is None else given, thorough=True))


def beside_all(case: Case, given: Mapping[str, Any]) -> dict[str, Beside]:
    """The same for the whole form, but for what would cost a query a field; one query."""
    return dict(_beside(case, form_for(application_of(case)).fields(), given, thorough=False))


def reminder(case: Case) -> Text | None:
    """The sentence that names the differences without a reason, for the page that hands in; two queries."""
    told = beside_all(case, values(case))
    return with_reasons(Lacks((), False, False, ()), told).reminder


def with_reasons(lacking: Lacks, told: Mapping[str, Beside]) -> Lacks:
    """What is lacking, with the fields whose differences still ask for a reason."""
    return replace(lacking, reasons=tuple(each.field.label for each in told.values() if each.asks))


def _beside(
    case: Case, fields: Iterable[Field], given: Mapping[str, Any], *, thorough: bool
) -> Iterator[tuple[str, Beside]]:
    application, stated = application_of(case), last_stated(case)
    base_year = application.round.base_year
    for field in fields:
        if not field.asked:
            continue
        value, last = given.get(field.id), stated.values.get(field.id)
        found = Beside(
            field,
            tuple(answer_lines(field, last)) if fits(field, last) else (),
            stated.number,
            stated.base_year,
            not blank(value) and value == last,
            tuple(each.text for each in differences(field, value, base_year, last, stated.base_year)),
            str(given.get(f"{field.id}{REASON}") or ""),
            note_of(application, field, value, thorough=thorough),
        )
        if found.last or found.differences or found.reason or found.note is not None:
            yield field.id, found


def fits(field: Field, value: Any) -> bool:
    """Whether an answer of an earlier form has the shape this field has now."""
    if field.ask == "figures":
        return isinstance(value, Mapping) and all(
            isinstance(line, Mapping) == bool(field.parts) for line in value.values()
        )
    if field.ask == "register":
        return isinstance(value, Mapping)
    return isinstance(value, list if field.ask == "table" else str)


# ── an answer beside the roster ──────────────────────────────────────────────────────────────────────────────────


def note_of(application: Application, field: Field, value: Any, *, thorough: bool = True) -> Text | None:
    """Where an answer differs from the roster in use; `None` where it agrees, or there is nothing to compare."""
    if blank(value) or application.roster is None:
        return None
    compare = CHEAP.get(field.id) or (THOROUGH.get(field.id) if thorough else None)
    return None if compare is None else compare(application, value)


def _name(application: Application, value: Any) -> Text | None:
    roster: Any = application.roster
    return None if not roster.name or roster.name == value else _OTHER_NAME.format(roster=roster.name)


def _leads(application: Application, value: Any) -> Text | None:
    roster: Any = application.roster
    if set(split_codes(str(value))) == set(split_codes(roster.lead_codes)):
        return None
    return _OTHER_NAME.format(roster=roster.lead_codes)


def _maturity(application: Application, value: Any) -> Text | None:
    roster: Any = application.roster
    counts = [line[1].strip() for line in value if len(line) > 1]
    total = sum(int(count) for count in counts if count.isascii() and count.isdecimal())
    return _TOO_MANY.format(n=total, firms=roster.firms) if total > roster.firms else None


def _leaders(application: Application, value: Any) -> Text | None:
    codes = [line[0].strip().upper() for line in value if line and line[0].strip()]
    there = set(
        FirmYearRow.objects.filter(roster=application.roster_id, enterprise__in=codes).values_list(
            "enterprise", flat=True
        )
    )
    strange = "、".join(code for code in codes if code not in there)
    return _OTHER_FIRMS.format(codes=strange) if strange else None


Compare = Callable[[Application, Any], Text | None]
CHEAP: dict[str, Compare] = {"cluster_name": _name, "lead_industry": _leads, "maturity": _maturity}
THOROUGH: dict[str, Compare] = {"leaders": _leaders}
"""By field; the thorough ones read the roster's rows."""
