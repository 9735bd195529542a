"""How the five verdicts of a finding are said and drawn: always icon, word and colour together."""

from __future__ import annotations

from dataclasses import dataclass

from jiqun.bilingual import Text


@dataclass(frozen=True, slots=True)
class Verdict:
    """The word, the icon and the colour class of a finding's verdict."""

    title: Text
    icon: str
    tone: str


VERDICTS = {
    "met": Verdict(Text("符合", "Met"), "check", "met"),
    "not_met": Verdict(Text("不符合", "Not met"), "x", "not"),
    "undetermined": Verdict(Text("待核", "Undetermined"), "question-mark", "und"),
    "judgement": Verdict(Text("定性·待人工判断", "For a person to judge"), "scale", "jud"),
    "not_applicable": Verdict(Text("不适用", "Not applicable"), "minus", "na"),
}


def verdict_of(name: object) -> Verdict:
    """The verdict by its name in code or an enum member with that value; LookupError names what is known."""
    key = str(getattr(name, "value", name))
    if key not in VERDICTS:
        raise LookupError(f"no verdict {key!r}; known are {', '.join(VERDICTS)}")
    return VERDICTS[key]
