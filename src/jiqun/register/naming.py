"""Which cluster of the register a list means: by name and place, written as lists write them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from uuid import UUID

from jiqun.register.models import Cluster
from jiqun.standards import divisions

ALIKE = 0.55
MOST_ALIKE = 5
APPLICANTS = ("county", "town", "zone")


@dataclass(frozen=True, slots=True)
class Known:
    """A cluster of the register as it is compared: `plain` is its name as all write it."""

    pk: UUID
    name: str
    code: str
    path: str
    plain: str

    @property
    def place(self) -> str:
        """Where it is."""
        return divisions.full_name(self.code)


def plain(name: str) -> str:
    """A name as it is compared: full-width signs made plain, no spaces, no remark in brackets."""
    found = "".join(unicodedata.normalize("NFKC", name).split())
    return found.partition("(")[0] or found


def places(said: str) -> tuple[str, ...]:
    """The codes of the counties, towns and zones a place may mean; empty when none does."""
    return tuple(each.code for each in divisions.named(said) if each.kind in APPLICANTS) if said else ()


class Names:
    """The clusters of the register, read once, to be asked line by line."""

    def __init__(self, clusters: Iterable[Cluster] | None = None) -> None:
        rows = Cluster.objects.order_by("path", "name") if clusters is None else clusters
        self.known = [Known(each.pk, each.name, each.authority_id, each.path, plain(each.name)) for each in rows]
        self._by_name: dict[str, list[Known]] = {}
        for each in self.known:
            self._by_name.setdefault(each.plain, []).append(each)

    def called(self, name: str, place: str = "") -> list[Known]:
        """Those of this name; where a place is given, those there. More than one is for a person to choose from."""
        found = self._by_name.get(plain(name), [])
        exact = [each for each in found if each.name == name]
        codes = places(place)
        if place:
            found, exact = ([each for each in some if each.code in codes] for some in (found, exact))
        return exact if len(exact) == 1 else found

    def alike(self, name: str, place: str = "") -> list[Known]:
        """Those a name written otherwise may mean, the most alike first: of the same prefecture where a place is
        given."""
        cities = {code[:4] for code in places(place)}
        said = plain(name)
        scored = [
            (SequenceMatcher(None, said, each.plain).ratio(), each)
            for each in self.known
            if not cities or each.code[:4] in cities or not each.code[:4].isdigit()
        ]
        near = sorted((one for one in scored if one[0] >= ALIKE), key=lambda one: (-one[0], one[1].name))
        return [each for _, each in near[:MOST_ALIKE]]
