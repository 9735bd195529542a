"""What is typed into a score sheet, and what becomes of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from django import forms

from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.journal.canonical import canonical, digests
from jiqun.review.computed import NOTHING, Pinned, pinned
from jiqun.review.rubrics import Item, Rubric, points, rubric_of

LONGEST_REASON = 500
LONGEST_COMMENT = 2000
SCORE, REASON, COMMENT = "score_", "reason_", "comment"
SHOWN = "shown-"
"""Before a field's name: which version of it the page showed."""
NUMBER = re.compile(r"(\d{1,3})(?:\.(\d{1,2})0*)?")

COMPUTED_KEPT = Text(
    "“{title}”由系统测算，不能改分；有不同意见请写在“意见”栏。",
    "“{title}” is computed and cannot be overwritten; write your view into its comment.",
)
NO_SCORE = Text("“{title}”未评分。", "“{title}” has no score.")
OFF_SCALE = Text(
    "“{title}”应在 0 至 {most} 分之间，以 {step} 分为一档；填写的是“{typed}”。",
    "“{title}” takes 0 to {most} in steps of {step}; you entered “{typed}”.",
)
NO_REASON = Text("“{title}”未写理由。", "“{title}” has no reason.")
NO_REASON_EXTREME = Text("“{title}”评了满分或零分，请写明理由。", "“{title}” was given full marks or nothing; say why.")
ELSEWHERE = Text(
    "“{title}”已在您的另一个窗口改为“{theirs}”，请核对后再提交。",
    "You changed “{title}” to “{theirs}” in another window; look at it again before you hand in.",
)
OVERALL = Text("总体评审意见", "Overall comment")


def scored_by_expert(item: Item, found: Mapping[str, Pinned]) -> int:
    """How many hundredths of an item the expert gives: all that was not computed."""
    return item.weight - found.get(item.id, NOTHING).most


def score_of(typed: str, item: Item, most: int) -> int | None:
    """What was typed, in hundredths; `None` for what is outside 0 to `most` or off the item's step. Never a float."""
    match = NUMBER.fullmatch(unicodedata.normalize("NFKC", typed).strip())
    given = int(match[1]) * 100 + int((match[2] or "").ljust(2, "0")) if match else -1
    return given if 0 <= given <= most and not given % item.step else None


def reason_wanted(item: Item, given: int | None, most: int) -> bool:
    """Whether the rubric asks for a reason of this score; nothing is asked of what was computed whole."""
    if not most or item.reason == "never":
        return False
    return item.reason == "always" or given in (0, most)


class PointsField(forms.CharField):
    """A score: typed in points, kept as an integer in hundredths."""

    def __init__(self, item: Item, most: int) -> None:
        super().__init__(label=item.title, required=False)  # type: ignore[arg-type]
        self.item, self.most = item, most

    def clean(self, value: Any) -> int:
        """Hundredths of a point. Raises `ValidationError` with a sentence naming the item."""
        typed, title = str(value if value is not None else "").strip(), self.item.title
        if not typed:
            raise forms.ValidationError(str(NO_SCORE.format(title=title)))
        given = score_of(typed, self.item, self.most)
        if given is None:
            most, step = points(self.most), points(self.item.step)
            raise forms.ValidationError(str(OFF_SCALE.format(title=title, most=most, step=step, typed=typed[:20])))
        return given


class ReasonField(forms.CharField):
    """The reason of a score, or the comment on a computed one."""

    def __init__(self, item: Item) -> None:
        title = item.title
        super().__init__(
            label=Text(f"{title.zh}：理由", f"{title.en}: reason"),  # type: ignore[arg-type]
            required=False,
            max_length=LONGEST_REASON,
            error_messages={
                "max_length": Text(  # type: ignore[dict-item]
                    f"“{title.zh}”的理由超过 {LONGEST_REASON} 字，请精简。",
                    f"The reason for “{title.en}” is longer than {LONGEST_REASON} characters; shorten it.",
                ),
            },
        )


def fields_of(rubric: Rubric, found: Mapping[str, Pinned]) -> dict[str, forms.CharField]:
    """The fields of a sheet by name: `score_<item>` where the expert gives points, `reason_<item>`, a comment."""
    fields: dict[str, forms.CharField] = {}
    for item in rubric.items:
        if most := scored_by_expert(item, found):
            fields[SCORE + item.id] = PointsField(item, most)
        fields[REASON + item.id] = ReasonField(item)
    fields[COMMENT] = forms.CharField(
        label=OVERALL,  # type: ignore[arg-type]
        max_length=LONGEST_COMMENT,
        error_messages={
            "required": Text("请写总体评审意见。", "Write an overall comment."),  # type: ignore[dict-item]
            "max_length": Text(  # type: ignore[dict-item]
                f"总体评审意见超过 {LONGEST_COMMENT} 字，请精简。",
                f"The overall comment is longer than {LONGEST_COMMENT} characters; shorten it.",
            ),
        },
    )
    return fields


class SheetForm(PayloadForm):
    """The whole sheet, every fault at once. What was computed takes no score, only a comment.

    Hidden inputs `shown-<field>` say which version of the draft the page showed: what was changed in another window
    since is not overwritten.
    """

    def prepare(self) -> None:
        """The fields of the sheet's rubric; unbound, they show what was kept of the draft."""
        if self.doing is None or self.doing.subject is None:
            return
        self.sheet = self.doing.subject
        self.rubric, self.pinned = rubric_of(self.sheet.panel.rubric), pinned(self.sheet)
        self.fields.update(fields_of(self.rubric, self.pinned))
        if not self.is_bound:
            self.initial = {**texts(self.sheet.draft), **self.initial}

    def clean(self) -> dict[str, Any]:
        """What one field alone cannot tell."""
        data = self.cleaned_data
        for item in self.rubric.items if hasattr(self, "rubric") else ():
            most, name = scored_by_expert(item, self.pinned), REASON + item.id
            if not most and str(self.data.get(SCORE + item.id, "")).strip():
                self.add_error(name, str(COMPUTED_KEPT.format(title=item.title)))
            given = data.get(SCORE + item.id)
            if not data.get(name) and name not in self.errors and reason_wanted(item, given, most):
                said = NO_REASON if item.reason == "always" else NO_REASON_EXTREME
                self.add_error(name, str(said.format(title=item.title)))
        for name, kept in (self.sheet.draft if hasattr(self, "sheet") else {}).items():
            shown = self.data.get(SHOWN + name)
            if shown is None or shown == str(kept["version"]) or name not in self.fields:
                continue
            if str(self.data.get(name, "")) != kept["value"] and name not in self.errors:
                title = self.fields[name].label
                self.add_error(name, str(ELSEWHERE.format(title=title, theirs=kept["value"][:40])))
        return data


def texts(draft: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """What a draft says by field."""
    return {name: kept["value"] for name, kept in draft.items()}


def scores(payload: Mapping[str, Any], rubric: Rubric, found: Mapping[str, Pinned]) -> dict[str, dict[str, Any]]:
    """Item id → score in hundredths and reason, from a cleaned sheet; `computed` is the part of it the rules gave."""
    given: dict[str, dict[str, Any]] = {}
    for item in rubric.items:
        part = found.get(item.id, NOTHING)
        given[item.id] = {
            "score": part.points + payload.get(SCORE + item.id, 0),
            "reason": payload[REASON + item.id],
            **({"computed": part.points} if part.most else {}),
        }
    return given


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
