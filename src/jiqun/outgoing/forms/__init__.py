"""What the acts on a paper ask for."""

from jiqun.outgoing.forms.remedy import RemedyForm
from jiqun.outgoing.forms.sealed import SealedForm
from jiqun.outgoing.forms.sending import FollowUpForm, NumberForm
from jiqun.outgoing.forms.sheet import DropForm, SecrecyForm, SheetForm
from jiqun.outgoing.forms.wording import ReviseForm

__all__ = [
    "DropForm",
    "FollowUpForm",
    "NumberForm",
    "RemedyForm",
    "ReviseForm",
    "SealedForm",
    "SecrecyForm",
    "SheetForm",
]
