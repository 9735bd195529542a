"""The fixed words of the findings' layout, in the language in force."""

from __future__ import annotations

from jiqun.bilingual import pick


def labels() -> dict[str, str | list[str]]:
    """Headings, column heads and notes by the name the layout uses."""
    return {
        "page": pick("第 {n} 页，共 {all} 页", "page {n} of {all}"),
        "overall": pick("总体（仅测算条件）", "Overall (computed only)"),
        "glance": pick("一、测算条件一览", "1  The computed conditions at a glance"),
        "columns": [
            pick("条件", "Condition"),
            pick("测算结论", "Finding"),
            pick("测算值", "Value"),
            pick("标准", "Required"),
            pick("余量", "Margin"),
        ],
        "flips_note": pick(
            "换一种口径，结论会变，详见逐项说明。", "Another reading would change the finding; see below."
        ),
        "one_by_one": pick("二、逐项说明", "2  One by one"),
        "basis": pick("依据：", "Basis: "),
        "input": pick("数据", "Figure"),
        "unit": pick("单位", "Unit"),
        "flip": pick("换用其他口径：", "Another reading: "),
        "then": pick("，结论为 ", ": "),
        "needed": pick("待补后方可得出结论", "Needed before there can be a finding"),
        "needs": pick("待补：", "Needed: "),
        "semicolon": pick("；", "; "),
        "judgement": pick("三、定性条件，由人工判断", "3  Conditions for a person to judge"),
        "judgement_note": pick(
            "系统不对下列条件作任何测算；请审核人员依据佐证材料判断，并写明理由。",
            "The system computes nothing about these; judge them on the evidence and give the reason.",
        ),
        "judgement_columns": [
            pick("条件原文", "Condition"),
            pick("审核结论", "Conclusion"),
            pick("理由和佐证材料", "Reason and evidence"),
        ],
        "boxes": [pick("符合", "met"), pick("不符合", "not met")],
        "signatures": [pick("审核人：", "Reviewer: "), pick("复核人：", "Checked by: "), pick("日期：", "Date: ")],
        "notices": pick("提示", "Notices"),
        "readings": pick("所用口径", "Readings applied"),
        "readings_note": pick("加粗的不是默认口径。", "Those in bold are not the default."),
        "record": pick("测算记录", "Evaluation record"),
        "record_note": pick(
            "凭测算记录文件可执行 jiqun replay 重新测算，结果逐字节一致。",
            "With the record as a file, jiqun replay computes the same again, byte for byte.",
        ),
    }
