"""The pool of experts in the browser: nominated by one, taken in by another, kept up by the expert (Article 14(三))."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl

from tests.e2e.conftest import Windows
from tests.e2e.desk import Approver, Desk
from tests.e2e.test_accessibility import look_away

NAME = "何某某（虚构）"


def workbook(folder: Path) -> Path:
    """A list with one expert whose field and place do not exist."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "专家"
    sheet.append(["姓名", "领域", "任职单位", "任职地"])
    sheet.append([NAME, "占星", "某大学（虚构）", "鼓楼区"])
    file = io.BytesIO()
    book.save(file)
    path = folder / "experts.xlsx"
    path.write_bytes(file.getvalue())
    return path


def test_expert_is_nominated_taken_in_and_keeps_up_the_own_entry(office_windows: Windows, tmp_path: Path) -> None:
    officer = Desk(office_windows.open(), look_away, "province.officer")
    approver = Approver(office_windows.open(), look_away, "province.approver")
    officer.go("专家库")
    officer.sees("共 5 名")
    officer.page.get_by_role("link", name="批量导入").click()
    officer.page.locator("[name=workbook]").set_input_files(workbook(tmp_path))
    officer.press("导入")
    officer.sees("有 2 处错误，没有导入任何专家", "没有这个领域：占星。", "没有“鼓楼区”这个任职地")
    officer.go("专家库")
    officer.page.get_by_role("link", name="提名评审专家").click()
    officer.enter(code="Z09", name=NAME, phone="13800001234", employer="某大学（虚构）")
    officer.press("提名评审专家")
    officer.sees("请至少选择一个领域。", "请选择任职地。")
    officer.page.locator("[name=fields]").select_option(["finance", "materials"])
    officer.page.locator("[name=place]").select_option(label="深圳市")
    officer.press("提名评审专家")
    officer.told("已办理")
    officer.sees("Z09", NAME, "138****1234", "财务金融、先进材料")
    officer.prepare("入库")
    approver.sign("入库", about="专家 Z09")
    officer.go("专家库")
    officer.sees("共 6 名")
    officer.sees_nowhere(NAME)
    expert = Desk(office_windows.open(), look_away, "expert01")
    expert.go("我的评审")
    expert.page.get_by_role("link", name="我的专家信息").click()
    expert.do("更新可参加日期和利害关系", periods="2025-05-01 至 2025-06-30", ties="博罗县")
    expert.sees("2025-05-01 至 2025-06-30", "惠州市博罗县")
    assert "变更专家信息" not in expert.page.content()
