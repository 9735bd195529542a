"""Which room of the building looks at which kind of file."""

from __future__ import annotations

from jiqun.evidence.inside.faults import Fault


def fault_of(data: bytes, ending: str) -> str:
    """The name of what is first wrong with a file of this ending; empty when nothing is. Imports what it needs only."""
    try:
        if ending == "pdf":
            from jiqun.evidence.inside import pdf

            pdf.inspect(data)
        elif ending in ("jpg", "jpeg", "png"):
            from jiqun.evidence.inside import images

            images.inspect(data, "PNG" if ending == "png" else "JPEG")
        elif data.startswith(b"PK"):
            from jiqun.evidence.inside import office

            office.inspect(data, ending)
        else:
            from jiqun.evidence.inside import compound

            compound.inspect(data)
    except Fault as found:
        return found.name
    return ""
