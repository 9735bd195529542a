"""Article 14(三): a review on paper in one room is put on record, session by session."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Who
from jiqun.recognition.acts import offline as acts
from jiqun.recognition.forms import offline as forms

ACTS: tuple[Act, ...] = (
    Act(
        "record_session",
        Text("登记集中评审", "Record a session on paper"),
        "A14.3",
        Who(Role.OFFICER, Level.PROVINCE),
        source=("scoring",),
        form=forms.SessionForm,
        guards=(acts.on_paper,),
        effect=acts.record_session,
        hint=Text("签到表和保密承诺书扫描上传后，方可录入评审表", "Sheets are entered once both scans are uploaded"),
        task=False,
    ),
)
