"""The legality check sends an intention back; its preparer answers, or gives a new notice. Called by the one door."""

from __future__ import annotations

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.hearings.acts import notify
from jiqun.hearings.models import Hearing


def send_back(doing: Doing) -> None:
    """Keeps why the check was not passed; the authority alone reads it (Article 14(三), Article 17)."""
    hearing: Hearing = doing.subject
    hearing.legal, hearing.legal_by = f"{hearing.legal}\n\n退回意见：{doing.payload['legal']}".strip(), doing.clerk
    hearing.save(update_fields=["legal", "legal_by"])


def resubmit(doing: Doing) -> None:
    """Keeps what was put right under what was found; facts and grounds stand as those concerned were told."""
    hearing: Hearing = doing.subject
    hearing.legal = f"{hearing.legal}\n\n经办答复：{doing.payload['answer']}"
    hearing.save(update_fields=["legal"])


def notify_again(doing: Doing) -> None:
    """Other facts or grounds are told anew, and a new period runs; what was said before stays.

    Raises `Refusal` when the date runs into a year whose calendar is not known.
    """
    hearing: Hearing = doing.subject
    hearing.facts, hearing.grounds = doing.payload["facts"], doing.payload["grounds"]
    hearing.days, hearing.waived = doing.payload["days"], False
    hearing.save(update_fields=["facts", "grounds", "days", "waived"])
    notify(doing)
    told = doing.note
    assert told is not None
    doing.note = Text(f"补充告知，{told.zh}", f"Notified anew. {told.en}")
