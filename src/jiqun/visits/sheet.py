"""The sheet of one firm of a visit: its questions and figures, as a section that saves itself while people type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiqun.bilingual import Text
from jiqun.forms.answers import Given
from jiqun.forms.definitions import Field, Section
from jiqun.forms.fields import LONGEST_LINE, AnswerField, AreaField, LineField, plain_text
from jiqun.forms.sections import SectionForm
from jiqun.visits.checklists import Checklist, Item
from jiqun.visits.figures import Deviation, Stated, Unreadable, seen_in
from jiqun.visits.models import VisitedFirm

ANSWERS = {
    "yes": Text("是", "Yes"),
    "no": Text("否", "No"),
    "unseen": Text("未查看", "Not seen"),
}
_NONE = Text("", "")
_NO_CHOICE = Text("请从“是、否、未查看”中选择。", "Choose yes, no or not seen.")


def key(uscc: str, *parts: object) -> str:
    """The id of an answer: a firm's credit code and what is asked, as `91….produces` or `91….output.2024.seen`."""
    return ".".join((uscc, *map(str, parts)))


def _field(
    name: str, label: Text, *, clause: str = "", definition: Text = _NONE, unit: Text = _NONE, must: bool = False
) -> Field:
    return Field(name, label, unit, "", "declared", clause, definition, _NONE, "line", must, (), (), ())


class ChoiceAnswer(AnswerField):
    """Yes, no or not seen; blank while nobody has answered."""

    def __init__(self, field: Field) -> None:
        super().__init__(field, forms.RadioSelect(choices=list(ANSWERS.items())))

    def clean(self, value: Any) -> Any:
        """The key of the answer."""
        given = plain_text(value, LONGEST_LINE)
        if given and given not in ANSWERS:
            raise ValidationError(str(_NO_CHOICE))
        return given


class SeenAnswer(AnswerField):
    """A figure as it was seen, in its unit; kept as typed once it can be read."""

    def __init__(self, field: Field, stated: Stated) -> None:
        widget = forms.TextInput(attrs={"class": "figures", "inputmode": "decimal", "autocomplete": "off"})
        super().__init__(field, widget)
        self.stated = stated

    def clean(self, value: Any) -> Any:
        """The text, if it is a figure of this measure."""
        given = plain_text(value, LONGEST_LINE)
        if given:
            try:
                self.stated.read(given)
            except Unreadable as fault:
                raise ValidationError(str(fault.text)) from None
        return given


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is asked at one firm, with what the roster states of it."""

    firm: VisitedFirm
    checklist: Checklist
    stated: tuple[Stated, ...]

    @property
    def section(self) -> Section:
        """As a section of a form, numbered by the firm's place."""
        uscc, fields = self.firm.uscc, []
        for item in self.checklist.items:
            fields.append(_field(key(uscc, item.id), item.text, clause=item.clause, definition=item.help, must=True))
            label = Text(f"{item.text.zh}：说明", f"{item.text.en}: note")
            fields.append(_field(key(uscc, item.id, "note"), label))
        for each in self.stated:
            fields += seen_fields(uscc, each)
        fields.append(_field(key(uscc, "met"), Text("企业接待人及职务", "Who received the visit, with post")))
        fields.append(_field(key(uscc, "remark"), Text("现场情况", "What was found")))
        said = Text("未到访或未查全的原因", "Why it was not visited or not seen in full")
        fields.append(_field(key(uscc, "absent"), said))
        return Section(self.firm.position, Text(self.firm.name, self.firm.name), tuple(fields))

    def form(self, section: Section, base_year: int, *args: Any, **more: Any) -> SheetForm:
        """The form of this sheet."""
        return SheetForm(self, section, base_year, *args, **more)

    def value(self, values: Mapping[str, Any], *parts: object) -> str:
        """An answer out of a visit's values; "" for none."""
        return str(values.get(key(self.firm.uscc, *parts)) or "")

    def unanswered(self, values: Mapping[str, Any]) -> list[Item]:
        """The questions without an answer."""
        return [item for item in self.checklist.items if not self.value(values, item.id)]

    def whole(self, values: Mapping[str, Any]) -> bool:
        """Whether every question is answered, or it is said why not."""
        return not self.unanswered(values) or bool(self.value(values, "absent"))

    def deviations(self, values: Mapping[str, Any]) -> list[Deviation]:
        """The figures that were looked up."""
        found = []
        for each in self.stated:
            name = (each.measure, each.year)
            text, document = self.value(values, *name, "seen"), self.value(values, *name, "doc")
            if (deviation := seen_in(each, text, document)) is not None:
                found.append(deviation)
        return found


def seen_fields(uscc: str, stated: Stated) -> list[Field]:
    """The two fields of a figure: what was seen, and in which document."""
    name = (stated.measure, stated.year)
    return [
        _field(key(uscc, *name, "seen"), stated.title, unit=stated.unit),
        _field(key(uscc, *name, "doc"), Text(f"{stated.title.zh}：所见凭证", f"{stated.title.en}: seen in")),
    ]


class SheetForm(SectionForm):
    """The fields of a sheet, each with the input that fits a phone."""

    def __init__(self, sheet: Sheet, section: Section, base_year: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(section, base_year, *args, **kwargs)
        fields = {field.id: field for field in section.fields}
        uscc = sheet.firm.uscc
        for item in sheet.checklist.items:
            self.fields[key(uscc, item.id)] = ChoiceAnswer(fields[key(uscc, item.id)])
        for each in sheet.stated:
            name = key(uscc, each.measure, each.year, "seen")
            self.fields[name] = SeenAnswer(fields[name], each)
        self.fields[key(uscc, "remark")] = AreaField(fields[key(uscc, "remark")])
        self.fields[key(uscc, "absent")] = LineField(fields[key(uscc, "absent")])


def said(field: Field, value: Any) -> Iterable[str]:
    """An answer in words, for two people who changed the same."""
    return [str(ANSWERS.get(value, value))] if value else []


def texts(given: Mapping[str, Given]) -> dict[str, Any]:
    """The bare values."""
    return {name: each.value for name, each in given.items()}
