"""Bringing in what is already known: blanks only, each with its source in the history. Draft work, no act."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.forms import answers
from jiqun.recognition.acts.filing.drafts import held
from jiqun.recognition.queries.filing.prefilling import Filling, fillings


def bring_in(case: Case, by: Account, now: datetime) -> list[Filling]:
    """Fills the blanks of a draft the caller holds; what was filled."""
    standing = answers.answers(case)
    filling = [
        each for each in fillings(case, {name: given.value for name, given in standing.items()}) if not each.kept
    ]
    by_source: dict[str, dict[str, tuple[object, answers.Given | None]]] = defaultdict(dict)
    for each in filling:
        by_source[each.origin][each.field.id] = (each.value, standing.get(each.field.id))
    for origin, changed in by_source.items():
        answers.write(case, changed, by, now, origin)
    return filling


def bring_into_draft(pk: UUID | str, *, by: Account, now: datetime) -> list[Filling]:
    """The same for a draft that lies already. Raises `NotHere` or `Refusal`."""
    with held(pk, by) as case:
        return bring_in(case, by, now)


def told(filled: Iterable[Filling]) -> Text | None:
    """How many fields were filled from where; `None` when nothing was."""
    counts: dict[Text, int] = defaultdict(int)
    for each in filled:
        counts[each.source] += 1
    if not counts:
        return None
    zh = "、".join(f"{source.zh} {n} 项" for source, n in counts.items())
    en = ", ".join(f"{n} from {source.en}" for source, n in counts.items())
    return Text(f"已带入已有资料：{zh}，请核对", f"Brought in: {en}; check them")
