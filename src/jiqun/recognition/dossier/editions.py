"""Which dossier an account may have: its applicant's edition, or the officials'.

The applicant's holds its own acts and the papers issued to it. Conclusions, ranks, opinions, site checks, notes not
told yet and what the authorities above wrote among themselves are in the officials' alone; scores and experts are in
neither (`trust.md`, Secrecy of scores).
"""

from __future__ import annotations

from enum import StrEnum

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.models import STAFF, Case
from jiqun.casework.refusals import NotHere


class Edition(StrEnum):
    """Whose reading it is made for."""

    APPLICANT = "applicant"
    OFFICIAL = "official"


TITLES = {
    Edition.APPLICANT: Text("申报单位版", "Applicant’s edition"),
    Edition.OFFICIAL: Text("主管部门版", "Officials’ edition"),
}
HOLDS = {
    Edition.APPLICANT: Text(
        "本单位填报、提交的全部内容，本单位的办理和签批记录，以及收到的回执和补正通知。不含主管部门的审核意见。",
        "All that the applicant entered and handed in, its own acts and sign-offs, and the receipts and notices it was "
        "given. Nothing of the authorities' review.",
    ),
    Edition.OFFICIAL: Text(
        "申报内容，以及您可见的办理记录、补正、审核结论、实地抽查和推荐。不含专家和评分；其他单位内部的签批意见不随案。",
        "The application with what you may see of its handling: acts, corrections, conclusions, site check and "
        "recommendation. No experts, no scores; sign-offs within other authorities do not travel with the matter.",
    ),
}


def edition_of(case: Case, user: Account) -> Edition:
    """The edition an account of the office may have. Raises `NotHere` for anybody else, such as experts."""
    if user.role not in STAFF or user.authority_id is None:
        raise NotHere
    return Edition.APPLICANT if user.authority_id == case.authority_id else Edition.OFFICIAL
