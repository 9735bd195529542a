"""The kinds of change that are filed, in the order people choose from."""

from jiqun.supervision.changes.kinds.agency import Agency
from jiqun.supervision.changes.kinds.extent import Extent
from jiqun.supervision.changes.kinds.goals import Goals
from jiqun.supervision.changes.kinds.kind import Kind, Shown
from jiqun.supervision.changes.kinds.lead import Lead
from jiqun.supervision.changes.kinds.name import Name
from jiqun.supervision.changes.kinds.other import Other

KINDS: dict[str, Kind] = {each.slug: each for each in (Lead(), Extent(), Agency(), Name(), Other(), Goals())}

__all__ = ["KINDS", "Kind", "Shown"]
