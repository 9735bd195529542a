"""The five verdicts and their logic (Kleene's strong three-valued logic; `not_applicable` is neutral)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from jiqun.bilingual import Text


class Verdict(StrEnum):
    """What the computation can say about a norm. It never decides: a person does."""

    MET = "met"
    NOT_MET = "not_met"
    UNDETERMINED = "undetermined"
    JUDGEMENT = "judgement"
    NOT_APPLICABLE = "not_applicable"

    @property
    def text(self) -> Text:
        """The verdict in words."""
        return _WORDS[self]


_WORDS = {
    Verdict.MET: Text("符合", "met"),
    Verdict.NOT_MET: Text("不符合", "not met"),
    Verdict.UNDETERMINED: Text("待核", "undetermined"),
    Verdict.JUDGEMENT: Text("定性·待人工判断", "for a person to judge"),
    Verdict.NOT_APPLICABLE: Text("不适用", "not applicable"),
}


def all_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Kleene AND: one `not_met` settles it; else one open verdict leaves it open."""
    return _join(verdicts, decisive=Verdict.NOT_MET, otherwise=Verdict.MET)


def any_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Kleene OR: one `met` settles it; else one open verdict leaves it open."""
    return _join(verdicts, decisive=Verdict.MET, otherwise=Verdict.NOT_MET)


def _join(verdicts: Iterable[Verdict], *, decisive: Verdict, otherwise: Verdict) -> Verdict:
    found = {verdict for verdict in verdicts if verdict is not Verdict.NOT_APPLICABLE}
    if not found:
        return Verdict.NOT_APPLICABLE
    if decisive in found:
        return decisive
    return otherwise if found == {otherwise} else Verdict.UNDETERMINED
