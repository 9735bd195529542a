"""What a kind of change has to say: what it asks for, what stood before, and what putting it on record does."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.law.citation import here
from jiqun.register.models import Cluster
from jiqun.supervision.models import ChangeFiling
from jiqun.web import figures

SAME = Text("与登记在册的内容相同，无需报备。", "That is what stands on record; there is nothing to file.")


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing that changes, as people read it."""

    what: Text
    before: str
    after: str


class Kind(ABC):
    """One kind of change. A period the province sets counts for it where `periodic`; letters about it cite `basis`."""

    slug: str
    title: Text
    hint: Text
    periodic: bool = True
    basis: str = here("A17.4").zh

    @abstractmethod
    def on_record(self, cluster: Cluster) -> dict[str, Any]:
        """What stands on record now, as plain values."""

    @abstractmethod
    def fields(self, cluster: Cluster, before: Mapping[str, Any], today: date) -> dict[str, forms.Field]:
        """The fields that ask for what is so now."""

    @abstractmethod
    def after(self, form: forms.Form, cluster: Cluster, before: Mapping[str, Any]) -> dict[str, Any]:
        """What was entered, as plain values; what is wrong with it is added to the form."""

    @abstractmethod
    def initial(self, after: Mapping[str, Any]) -> dict[str, Any]:
        """The fields' values of what was entered before."""

    @abstractmethod
    def shown(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Shown]:
        """What changes, line by line."""

    def wrong_now(self, filing: ChangeFiling) -> Text | None:
        """Why what was entered no longer holds, where something of the register changed meanwhile."""
        if self.on_record(filing.cluster) != filing.before:
            return Text(
                "登记在册的内容在填报后有变化，请重新填写后再办理。",
                "What stands on record changed since this was entered; enter it anew first.",
            )
        return None

    def put_on_record(self, doing: Doing, filing: ChangeFiling) -> None:  # noqa: B027 - most kinds change nothing
        """Changes the register, in the transaction of the act; what stood before stays in the filing.

        Agency, boundary and changes in words are on record by the filing itself.
        """


def plain(value: Any) -> str:
    """A value on a page; a dash for none."""
    return str(value) if value not in (None, "") else figures.NOTHING
