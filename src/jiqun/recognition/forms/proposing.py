"""The proposed list as it is entered: places, a decision on each reviewed cluster, reasons (Article 14(三))."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField

from jiqun.authorities.models import Account
from jiqun.casework.procedure import PayloadForm
from jiqun.recognition.forms.words import T, without_rank_or_score
from jiqun.recognition.queries import listing as queries
from jiqun.recognition.queries.list_beside import Beside, beside
from jiqun.recognition.queries.list_working import meanwhile
from jiqun.recognition.queries.listing import Candidate

CHOICES = (
    ("", T("请选择", "choose")),
    *((name, queries.WORDS[name]) for name in queries.DECISIONS),
)


class ListForm(PayloadForm):
    """The number of places, and for every application that was reviewed `decision_<id>`, `reason_<id>`, `reserve_<id>`;
    beside them `seen`, the last entry of the working copy that the page showed.

    The decision is listed, reserve or not. A reason is asked for wherever a lower place is preferred, and where
    equals are told apart. `reserve_<id>` orders the reserve 1, 2 …; left blank throughout, the ranking does.
    """

    places = forms.IntegerField(
        label=T("拟认定个数", "Places on the list"),
        min_value=1,
        error_messages={
            "required": T("请填写拟认定个数。", "Give the number of places."),
            "invalid": T("拟认定个数应为整数，如 12。", "The number of places is a whole number, such as 12."),
            "min_value": T("拟认定个数至少为 1。", "There is at least one place."),
        },
    )

    def prepare(self) -> None:
        """Three fields for each candidate, in the order of the ranking."""
        self.candidates: list[Candidate] = []
        if self.doing is not None and self.doing.subject is not None:
            self.candidates = queries.candidates(self.doing.subject)
            self.fields["places"].widget.attrs["max"] = str(len(self.candidates))
        for row in self.candidates:
            of = T(f"第 {row.rank} 名 {row.name}", f"Place {row.rank}, {row.name}")
            self.fields[f"decision_{row.pk}"] = forms.ChoiceField(
                label=T(f"{of.zh}：意见", f"{of.en}: decision"),
                choices=CHOICES,
                error_messages={"required": T("请逐个作出决定。", "Decide on each.")},
            )
            self.fields[f"reserve_{row.pk}"] = forms.IntegerField(
                label=T(f"{of.zh}：递补顺序", f"{of.en}: order in the reserve"), required=False, min_value=1
            )
            self.fields[f"reason_{row.pk}"] = forms.CharField(
                label=T(f"{of.zh}：理由", f"{of.en}: reason"),
                required=False,
                max_length=500,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def rows(self) -> Iterator[tuple[Candidate, Beside, BoundField, BoundField, BoundField]]:
        """Each candidate with what stands beside it and its three fields, for the page."""
        assert self.doing is not None and isinstance(self.doing.by, Account)
        about = beside(self.candidates, self.doing.by)
        for row in self.candidates:
            yield row, about[row.pk], self[f"decision_{row.pk}"], self[f"reserve_{row.pk}"], self[f"reason_{row.pk}"]

    def clean(self) -> dict[str, Any]:
        """Places that fit; reasons where rank is not followed; an order of the reserve that is whole."""
        data = super().clean() or {}
        self.check_reasons(data)
        self.check_meanwhile()
        self.check_places(data)
        decided = [
            (row.pk, row.rank, data[f"decision_{row.pk}"]) for row in self.candidates if data.get(f"decision_{row.pk}")
        ]
        if len(decided) < len(self.candidates):
            return data
        wanting = queries.passed_over(decided) | queries.put_ahead(decided) | self.reserve_out_of_rank(data)
        for pk in wanting:
            if not data.get(f"reason_{pk}", "").strip():
                self.add_error(
                    f"reason_{pk}",
                    T(
                        "对该集群的意见未按名次（名次在其后或并列的优先于它，或它优先于名次在其前的），须写明理由。",
                        "This does not follow the ranking (one behind or level with it is preferred, or it "
                        "is preferred to one ahead of it); say why.",
                    ),
                )
        return data

    def check_reasons(self, data: dict[str, Any]) -> None:
        """Applicants read them: no rank, no score."""
        for row in self.candidates:
            try:
                without_rank_or_score(data.get(f"reason_{row.pk}", ""))
            except forms.ValidationError as told:
                self.add_error(f"reason_{row.pk}", told)

    def check_meanwhile(self) -> None:
        """Nothing is laid before the approver over what another officer entered since the page was shown."""
        seen = queries.key(str(self.data.get("seen", "")))
        if seen is None or self.doing is None or not isinstance(self.doing.by, Account):
            return
        for name, theirs in meanwhile(self.doing.subject, seen, self.doing.by).items():
            if name in self.fields and str(self.data.get(name, "")) != theirs.value:
                told = T(
                    f"{theirs.by}刚改为“{queries.shown(theirs.value).zh}”，与您填写的不同；请核对后再提请。",
                    f"{theirs.by} has just made it “{queries.shown(theirs.value).en}”; look at both, then go on.",
                )
                self.add_error(name, told)

    def check_places(self, data: dict[str, Any]) -> None:
        """There are as many on the list as there are places, and no more places than candidates."""
        places = data.get("places")
        if places is None or not self.candidates:  # a round without any is refused by the act itself
            return
        if places > (most := len(self.candidates)):
            self.add_error(
                "places",
                T(
                    f"拟认定个数 {places} 超过经专家评审的 {most} 个集群，请改小。",
                    f"{places} places are more than the {most} clusters reviewed; give fewer.",
                ),
            )
            return
        decided = [data.get(f"decision_{row.pk}") for row in self.candidates]
        if all(decided) and (listed := decided.count("listed")) != places:
            self.add_error(
                "places",
                T(
                    f"意见为“拟认定”的有 {listed} 个，拟认定个数填写 {places} 个；请改个数，或逐个核对意见。",
                    f"{listed} are put on the list and {places} places are given; change one or the other.",
                ),
            )

    def reserve_out_of_rank(self, data: dict[str, Any]) -> set[UUID]:
        """Checks the order of the reserve and says which of it stand behind one of lower place."""
        reserve = [row for row in self.candidates if data[f"decision_{row.pk}"] == "reserve"]
        given = {row.pk: data.get(f"reserve_{row.pk}") for row in reserve}
        if not any(given.values()):
            for number, row in enumerate(reserve, 1):
                data[f"reserve_{row.pk}"] = number
            return set()
        if sorted(number or 0 for number in given.values()) != list(range(1, len(reserve) + 1)):
            said = T(
                f"递补顺序应为 1 至 {len(reserve)}，不重不漏；或全部留空，按名次递补。",
                f"Number the reserve 1 to {len(reserve)}, each once; or leave all blank to follow the ranking.",
            )
            for row in reserve:
                self.add_error(f"reserve_{row.pk}", said)
            return set()
        return {
            row.pk
            for row in reserve
            if any(other.rank > row.rank and (given[other.pk] or 0) < (given[row.pk] or 0) for other in reserve)
        }
