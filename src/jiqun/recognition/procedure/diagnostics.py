"""Article 14(三): once the round is over two persons make an expert's name known to the discipline supervisor."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Link, Who
from jiqun.recognition.acts import unmasking as acts
from jiqun.recognition.forms import unmasking as forms
from jiqun.recognition.queries.experts import OVER

ACTS: tuple[Act, ...] = (
    Act(
        "unmask_expert",
        Text("向纪检监督披露专家姓名", "Make an expert known to the supervisor"),
        "A14.3",
        Who(Role.OFFICER, Level.PROVINCE),
        source=OVER,
        form=forms.UnmaskForm,
        effect=acts.unmask,
        chain=(
            Link(
                affirms=Text(
                    "同意仅向纪检监督披露该专家姓名，披露范围和理由记入办理日志。",
                    "The name is made known to the discipline supervisor alone; whose and why is journalled.",
                )
            ),
        ),
        hint=Text("仅供纪检监督核查使用，须两人办理", "For an inquiry of the supervisor only; two persons"),
        task=False,
        personal=True,
        password_again=True,
    ),
)
