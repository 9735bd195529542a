"""What is typed into a score sheet, and what becomes of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django import forms

from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.journal.canonical import canonical, digests
from jiqun.review.rubrics import KINDS, Item, Rubric, points, read

LONGEST_REASON = 500
LONGEST_COMMENT = 2000
SCORE, REASON = "score_", "reason_"
NUMBER = re.compile(r"(\d{1,3})(?:\.(\d{1,2})0*)?")


class PointsField(forms.CharField):
    """A score: typed in points, kept as an integer in hundredths. Never a float."""

    def __init__(self, item: Item, step: int) -> None:
        super().__init__(
            label=item.title,  # type: ignore[arg-type]
            required=False,
            widget=forms.TextInput(
                attrs={
                    "type": "number",
                    "min": "0",
                    "max": points(item.weight),
                    "step": points(step),
                    "inputmode": "decimal",
                }
            ),
        )
        self.item, self.step = item, step

    def clean(self, value: Any) -> int:
        """Hundredths of a point. Raises `ValidationError` with a sentence naming the item."""
        title, highest, step = self.item.title, points(self.item.weight), points(self.step)
        typed = unicodedata.normalize("NFKC", str(value if value is not None else "")).strip()
        if not typed:
            raise forms.ValidationError(str(Text(f"“{title.zh}”未评分。", f"“{title.en}” has no score.")))
        match = NUMBER.fullmatch(typed)
        given = int(match[1]) * 100 + int((match[2] or "").ljust(2, "0")) if match else -1
        if not 0 <= given <= self.item.weight or given % self.step:
            raise forms.ValidationError(
                str(
                    Text(
                        f"“{title.zh}”应在 0 至 {highest} 分之间，以 {step} 分为一档；填写的是“{typed[:20]}”。",
                        f"“{title.en}” takes 0 to {highest} in steps of {step}; you entered “{typed[:20]}”.",
                    )
                )
            )
        return given


class ReasonField(forms.CharField):
    """The reason of a score: short, and always asked for."""

    def __init__(self, item: Item) -> None:
        title = item.title
        super().__init__(
            label=Text(f"{title.zh}：理由", f"{title.en}: reason"),  # type: ignore[arg-type]
            max_length=LONGEST_REASON,
            widget=forms.Textarea(attrs={"rows": 1}),
            error_messages={
                "required": Text(f"“{title.zh}”未写理由。", f"“{title.en}” has no reason."),  # type: ignore[dict-item]
                "max_length": Text(  # type: ignore[dict-item]
                    f"“{title.zh}”的理由超过 {LONGEST_REASON} 字，请精简。",
                    f"The reason for “{title.en}” is longer than {LONGEST_REASON} characters; shorten it.",
                ),
            },
        )


class SheetForm(PayloadForm):
    """The whole sheet: `score_<item>` and `reason_<item>` for every item of the round's rubric, and a comment."""

    def prepare(self) -> None:
        """One pair of fields an item; unbound, they show what was kept of the draft."""
        if self.doing is None or self.doing.subject is None:
            return
        sheet = self.doing.subject
        rubric = self.rubric = read(sheet.panel.rubric.definition)
        for item in rubric.items:
            self.fields[SCORE + item.id] = PointsField(item, rubric.step)
            self.fields[REASON + item.id] = ReasonField(item)
        self.fields["comment"] = forms.CharField(
            label=Text("总体评审意见", "Overall comment"),  # type: ignore[arg-type]
            max_length=LONGEST_COMMENT,
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages={
                "required": Text("请写总体评审意见。", "Write an overall comment."),  # type: ignore[dict-item]
            },
        )
        if not self.is_bound:
            self.initial = {**sheet.draft, **self.initial}

    def sections(self) -> list[Section]:
        """The rubric laid over the form, dimension by dimension, as plain values: fifty widgets of Django's would
        cost more than the rest of the page."""
        given = self.data if self.is_bound else self.initial
        return [
            Section(d.clause, d.title, points(d.weight), [self.row(item, given) for item in d.items])
            for d in self.rubric.dimensions
        ]

    def row(self, item: Item, given: Mapping[str, Any]) -> Row:
        """One item with what was typed and what is wrong with it."""
        score, reason = SCORE + item.id, REASON + item.id
        return Row(
            item,
            points(item.weight),
            KINDS[item.kind],
            score,
            str(given.get(score, "")),
            [str(error) for error in self.errors.get(score, [])],
            reason,
            str(given.get(reason, "")),
            [str(error) for error in self.errors.get(reason, [])],
        )


class Row(NamedTuple):
    """An item as the page shows it: full marks in points, how it is scored; per field its name, what was typed and
    what is wrong."""

    item: Item
    most: str
    kind: Text
    score: str
    points: str
    score_errors: Sequence[str]
    reason: str
    words: str
    reason_errors: Sequence[str]


class Section(NamedTuple):
    """A dimension as the page shows it."""

    clause: str
    title: Text
    most: str
    rows: list[Row]


class DeclareForm(PayloadForm):
    """Both statements, before anything of the case is seen."""

    no_conflict = forms.BooleanField(
        label=Text(  # type: ignore[arg-type]
            "本人与该集群及其企业、运营管理机构、申报单位没有利害关系，无应当回避的情形。",
            "I have no interest in this cluster, its firms, its operating agency or the applicant; nothing bars me.",
        ),
        error_messages={
            "required": Text(  # type: ignore[dict-item]
                "须作回避声明；有利害关系的，请办理“回避”。", "State that nothing bars you, or step aside."
            )
        },
    )
    confidential = forms.BooleanField(
        label=Text(  # type: ignore[arg-type]
            "本人对评审材料、评分和评审意见保密，独立评审，不与他人商议。",
            "I keep the material, the scores and the comments secret, and score on my own without consulting others.",
        ),
        error_messages={
            "required": Text("须作保密声明。", "State that you keep the review secret.")  # type: ignore[dict-item]
        },
    )


class RecuseForm(PayloadForm):
    """Stepping aside, with the reason."""

    reason = forms.CharField(
        label=Text("回避或不能评审的理由", "Why you step aside"),  # type: ignore[arg-type]
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": Text("请写明理由。", "Say why.")},  # type: ignore[dict-item]
    )


def scores(payload: Mapping[str, Any], rubric: Rubric) -> dict[str, dict[str, Any]]:
    """Item id → score in hundredths and reason, from a cleaned sheet."""
    return {item.id: {"score": payload[SCORE + item.id], "reason": payload[REASON + item.id]} for item in rubric.items}


def digest(sheet: Any) -> str:
    """SHA-256 of the canonical sheet: case, expert's code, rubric, scores, comment, total."""
    return digests(
        canonical(
            {
                "case": sheet.case.number,
                "expert": sheet.expert.code,
                "rubric_sha256": sheet.panel.rubric.sha256,
                "scores": sheet.scores,
                "comment": sheet.comment,
                "total": sheet.total,
            }
        )
    ).sha256


def kept(typed: Mapping[str, str], rubric: Rubric) -> dict[str, str]:
    """What a draft keeps of a posted form: the sheet's own fields as typed, cut at their longest, without the NUL
    characters that PostgreSQL refuses."""
    known = {prefix + item.id for item in rubric.items for prefix in (SCORE, REASON)} | {"comment"}
    found = {name: typed.get(name, "").replace("\0", "")[:LONGEST_COMMENT] for name in sorted(known)}
    return {name: words for name, words in found.items() if words}
