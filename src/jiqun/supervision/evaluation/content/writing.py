"""Writing a report down: every number in a sentence names its source, and a sentence without data says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from jiqun.bilingual import Text
from jiqun.supervision.evaluation.content.facts import Facts, Share, Sum
from jiqun.supervision.evaluation.content.figures import FIGURES, grown, percent

Plain = dict[str, Any]
NAMELESS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Source:
    """Where a number comes from: what was counted and how, the figures and years, the clusters, the blank lines."""

    how: Text
    figures: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    clusters: tuple[str, ...] = ()
    of: int = 0
    blanks: int = 0

    def plain(self) -> Plain:
        """As it is kept."""
        return {
            "how": both(self.how),
            "figures": list(self.figures),
            "years": list(self.years),
            "clusters": list(self.clusters),
            "of": self.of,
            "blanks": self.blanks,
        }


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a sentence says it, with its source."""

    said: Text
    source: Source


@dataclass
class Writer:
    """Collects chapters and numbers the sources as they are first named."""

    facts: Facts
    chapters: list[Plain] = field(default_factory=list)
    sources: list[Plain] = field(default_factory=list)
    _places: dict[Source, int] = field(default_factory=dict)

    def chapter(self, key: str, title: Text, *, annex: bool = False) -> None:
        """Begins a chapter."""
        self.chapters.append({"key": key, "title": both(title), "annex": annex, "blocks": []})

    def paragraph(self) -> None:
        """Begins a paragraph."""
        self.chapters[-1]["blocks"].append({"kind": "text", "sentences": []})

    def say(self, key: str, text: Text, names: Mapping[str, str] = NAMELESS, **numbers: Number) -> None:
        """Adds a sentence to the paragraph; `{name}` in its text is filled in from the numbers and names."""
        given: dict[str, object] = {**names, **{name: number.said for name, number in numbers.items()}}
        filled = text.format(**given) if given else text
        told = [
            {"name": name, **both(number.said), "source": self.place(number.source)} for name, number in numbers.items()
        ]
        sentence = {"key": f"{self.chapters[-1]['key']}.{key}", **both(filled), "numbers": told}
        self.chapters[-1]["blocks"][-1]["sentences"].append(sentence)

    def table(
        self,
        title: Text,
        head: Sequence[Text],
        rows: Sequence[Sequence[Text | str]],
        *,
        words: int = 1,
        source: Source | None = None,
        long: bool = False,
        widths: Sequence[int] = (),
    ) -> None:
        """Adds a table."""
        self.add(
            kind="table",
            title=both(title),
            head=[both(each) for each in head],
            rows=[[both(cell) for cell in row] for row in rows],
            words=words,
            long=long,
            widths=list(widths),
            source=None if source is None else self.place(source),
        )

    def add(self, **block: Any) -> None:
        """Adds a block as it is kept."""
        self.chapters[-1]["blocks"].append(block)

    def place(self, source: Source) -> int:
        """The number of a source, from 1 on."""
        if source not in self._places:
            self.sources.append(source.plain())
            self._places[source] = len(self.sources)
        return self._places[source]

    # ── numbers ──

    def count(self, value: int, how: Text, clusters: Sequence[str] = (), unit: Text | None = None) -> Number:
        """Something counted among the clusters."""
        unit = unit or Text("个", "")
        said = Text(f"{value:,}{unit.zh}", f"{value:,} {unit.en}".strip())
        return Number(said, Source(how, clusters=tuple(clusters), of=len(self.facts.members)))

    def sum(self, name: str, year: int | None = None) -> Number | None:
        """The sum of a figure; `None` when no cluster has it."""
        figure, at = FIGURES[name], self.facts.year if year is None else year
        total = self.facts.total(name, at)
        if total.value is None:
            return None
        how = Text(f"{figure.title.zh}之和", f"sum of: {figure.title.en.lower()}")
        return Number(bounded(figure.said(total.value), total), _source(how, (name,), (at,), total))

    def growth(self, name: str) -> Number | None:
        """The growth of a figure over the year before; `None` when no cluster has both years."""
        figure, at, found = FIGURES[name], self.facts.year, self.facts.growth(name)
        if found.value is None:
            return None
        how = Text(
            f"{figure.title.zh}比上年增长，只计两年均有数据的集群",
            f"growth of {figure.title.en.lower()} on the clusters with both years",
        )
        return Number(grown(found.value), _source(how, (name,), (at - 1, at), found))

    def share(self, part: str, whole: str) -> Number | None:
        """The share of one figure in another; `None` when no cluster has both."""
        found = self.facts.share(part, whole)
        if found.value is None:
            return None
        how = Text(
            f"{FIGURES[part].title.zh} ÷ {FIGURES[whole].title.zh}，只计两项均有数据的集群",
            f"{FIGURES[part].title.en} ÷ {FIGURES[whole].title.en}, on the clusters with both",
        )
        return Number(percent(found.value), _source(how, (part, whole), (self.facts.year,), found))


def both(text: Text | str) -> Plain:
    """A text as it is kept."""
    return {"zh": text.zh, "en": text.en} if isinstance(text, Text) else {"zh": text, "en": text}


def text_of(kept: Plain) -> Text:
    """A text that was kept."""
    return Text(kept["zh"], kept["en"])


def bounded(said: Text, total: Sum) -> Text:
    """A sum some of whose firms left the figure blank is a lower bound and says so."""
    return Text(f"不少于{said.zh}", f"at least {said.en}") if total.blanks else said


def exact(value: Fraction | None) -> str | None:
    """A fraction as it is kept; `None` stays so."""
    return None if value is None else f"{value.numerator}/{value.denominator}"


def _source(how: Text, names: tuple[str, ...], years: tuple[int, ...], found: Sum | Share) -> Source:
    return Source(how, names, years, found.counted, found.of, found.blanks)
