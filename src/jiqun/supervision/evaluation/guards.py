"""What must hold before a report is made, issued or discarded (Article 16)."""

from __future__ import annotations

from jiqun.authorities.models import Account, Level
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.refusals import Refusal
from jiqun.supervision.evaluation.wording import worded


def not_a_county(doing: Doing) -> None:
    """The province makes the report (省工业和信息化厅……编制集群发展评估报告), a prefecture one on its own clusters."""
    if isinstance(doing.by, Account) and doing.by.level == Level.COUNTY:
        raise Refusal(
            Text(
                "评估报告由省、市两级主管部门编制；县级可查阅印发的报告。",
                "Evaluation reports are made by the province and the prefectures; counties read those issued.",
            ),
            clause="A16",
        )


def nothing_doubtful(doing: Doing) -> None:
    """What people wrote beside other numbers has been looked at again."""
    left = [each for each in worded(doing.subject.evaluation).values() if each.doubtful]
    if left:
        raise Refusal(
            Text(
                f"有 {len(left)} 句改写过的话在取数后数据有变化，请逐句确认保留或改用生成的句子。",
                f"The numbers of {len(left)} sentences that people rewrote have changed; keep or replace each of them.",
            ),
            clause="A16",
        )


def never_issued(doing: Doing) -> None:
    """An issued report is not discarded: its editions stay readable."""
    if doing.subject.evaluation.edition > 1:
        raise Refusal(
            Text(
                "已有印发的版本，报告不能作废；可以继续编制并印发新版。",
                "An edition was issued; issue a new one instead.",
            ),
            clause="A16",
        )
