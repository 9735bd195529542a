"""What an adverse decision tells of remedies (救济途径告知); the legal officer chooses for each decision.

Whether a decision under the measure can be taken to review or to court is for the department's lawyers to say: the
texts are the product's own proposal, after the statutes they name.
"""

from __future__ import annotations

from jiqun.bilingual import Text
from jiqun.outgoing.remedies import Appeal
from jiqun.standards import province

APPEALS = (
    Appeal(
        "review_or_suit",
        Text("可申请行政复议、提起行政诉讼", "Administrative review and suit"),
        f"如不服本决定，可以自收到本决定之日起60日内依法向{province.here().government}申请行政复议，"
        "也可以自收到本决定之日起6个月内依法向人民法院提起行政诉讼。",
        "《中华人民共和国行政复议法》（2023年修订）第二十条、第二十四条；《中华人民共和国行政诉讼法》第四十六条",
    ),
    Appeal(
        "petition",
        Text("可向本厅书面申诉", "A written complaint to the department"),
        "如对本决定有异议，可以自收到本决定之日起10个工作日内向本厅提出书面申诉，并附相关证明材料。",
        "本产品自拟，办法未作规定",
    ),
    Appeal(
        "none",
        Text("不告知救济途径（须写明理由）", "No remedy is told (say why)"),
        "",
        "由法制审核人员说明理由",
    ),
)
BY_SLUG = {appeal.slug: appeal for appeal in APPEALS}
