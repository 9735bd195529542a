"""What a template may leave open, and what is wrong with one: pure over its text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from string import Formatter
from types import MappingProxyType

from jiqun.bilingual import Text, listing
from jiqun.law.citation import here
from jiqun.standards import province


@dataclass(frozen=True, slots=True)
class Place:
    """A place in braces: what it stands for, an example of it, and whether the body has to have it."""

    about: Text
    example: str
    required: bool = False


_COMMON = {
    "designation": Place(Text("集群称号", "What they are recognised as"), province.here().designation.zh),
    "year": Place(Text("年度", "The year"), "2025"),
    "basis": Place(Text("依据条款和通知", "Clause and call"), f"《办法》（文号）{here('A14').zh}规定", required=True),
    "days": Place(Text("公示工作日数", "Working days of the notice"), "7", required=True),
}
PLACES: Mapping[str, Mapping[str, Place]] = MappingProxyType(
    {
        "public_notice": {
            **_COMMON,
            "part": Place(Text("增补、递补字样，没有则为空", "Whether supplementary or promoted"), ""),
            "round": Place(Text("批次", "The round"), "2025年度"),
            "steps": Place(
                Text("已经办过的步骤", "The steps done"), "经县级申报、市级初审和推荐、专家评审", required=True
            ),
            "proposal": Place(
                Text("拟作何认定、几个", "What is proposed, how many"), "拟认定下列8个集群", required=True
            ),
        },
        "renewal_notice": {
            **_COMMON,
            "number": Place(Text("集群个数", "How many clusters"), "8", required=True),
        },
    }
)
STEMS: Mapping[str, Text] = MappingProxyType(
    {
        "public_notice": Text("拟认定名单公示", "Notice of a proposed list"),
        "renewal_notice": Text("拟通过复核名单公示", "Notice of proposed renewals"),
    }
)
_BRACES = Text(
    "花括号不成对，或其中不是填空名称：填空写成 {{days}} 的样式",
    "A brace without its pair: a place is written {{days}}",
)
_UNKNOWN = Text("没有名为 {names} 的填空；可用：{known}", "There is no place {names}; there are: {known}")
_MISSING = Text("正文缺少填空 {names}：{why}", "The body lacks the places {names}: {why}")


def names(text: str) -> list[str]:
    """The places of a text in their order. Raises `ValueError` for braces that are no place."""
    found = []
    for _, name, spec, conversion in Formatter().parse(text):
        if name is None:
            continue
        if not name.isidentifier() or spec or conversion:
            raise ValueError(name)
        found.append(name)
    return found


def flaws(stem: str, text: str, *, body: bool) -> Iterator[Text]:
    """Everything wrong with a title, or with a body."""
    known = PLACES[stem]
    try:
        used = set(names(text))
    except ValueError:
        yield _BRACES.format()
        return
    if odd := sorted(used - set(known)):
        yield _UNKNOWN.format(names=listing(odd), known=listing(known))
    if body and (missing := [name for name, place in known.items() if place.required and name not in used]):
        yield _MISSING.format(names=listing(missing), why=listing(known[name].about for name in missing))


def example(stem: str) -> dict[str, str]:
    """What the places stand for in a preview."""
    return {name: place.example for name, place in PLACES[stem].items()}
