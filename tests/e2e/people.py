"""The people of Article 14, one class a post: what each of them does with the pages of the office."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e import papers
from tests.e2e.desk import Desk
from tests.e2e.papers import CLUSTER

LETTER = "惠州市推荐"
NOTICE_PATH = re.compile(r"/notices/[0-9a-f-]{36}/$")


class County(Desk):
    """The county's officer: Article 14(1)."""

    def start(self) -> str:
        """A new cluster in the open round; the address of the draft."""
        self.go("申报")
        self.follow(self.page.get_by_role("link", name="开始申报").first)
        self.picture("start")
        self.enter(name=CLUSTER, lead_codes="、".join(papers.LEAD), niche="鞋材", strategic="light-textiles")
        self.press("开始申报")
        self.told("已办理")
        return self.here

    def fill_in(self) -> None:
        """Every section, saved one by one."""
        self.tab("申报表")
        self.follow(self.page.get_by_role("link", name="填写 基本情况"))
        for number, answers in papers.ANSWERS.items():
            expect(self.page.get_by_role("heading", level=1)).to_contain_text(f"{number}. ")
            self.enter(**answers)
            if number in (1, 2):
                self.picture(f"section-{number}")
            last = number == max(papers.ANSWERS)
            self.press("保存" if last else "保存并填下一部分")
            self.told("已保存")

    def keep_ledgers(self, application: str) -> None:
        """The two ledgers the form cannot do without, copied from a spreadsheet; the form counts them."""
        for field, lines in papers.LEDGERS.items():
            self.follow(self.page.locator(f"a[href$='#f-{field}']"))
            self.follow(self.page.locator(f"#f-{field}").get_by_role("link", name="打开台账"))
            self.follow(self.page.get_by_role("link", name="从表格粘贴"))
            self.enter(lines=lines)
            self.press("从表格粘贴")
            self.told("已办理")
            self.page.goto(application)
        self.sees("共享机制 2 项：通用生产设备 1、物流 1", "创新平台 1 个：省级 1")

    def import_roster(self, folder: Path) -> None:
        """First a workbook with mistakes, all of which are named at once; then the right one."""
        wrong, told = papers.roster_with_mistakes(folder)
        self.offer("导入企业名册")
        self.enter(workbook=wrong)
        self.press("导入企业名册")
        self.sees("有 3 处错误，没有导入任何数据", *told)
        self.picture("roster-mistakes")
        chosen_anew = self.page.locator("main input[type=file][name=workbook]:visible")
        self.enter_one(chosen_anew, papers.roster(folder))
        self.press("导入企业名册")
        self.told("已办理")

    def attach(self, folder: Path) -> None:
        """A scan to every requirement that asks for one."""
        self.tab("佐证材料")
        wanted = self.page.locator("section.requirement:has(.tag.und)")
        for number in range(wanted.count(), 0, -1):  # one that is answered leaves the list
            section = wanted.first
            title = section.locator("h3").inner_text().split()[0][:12]
            self.enter_one(section.locator("input[type=file]"), papers.scan(folder, f"{number}-{title}"))
            expect(wanted).to_have_count(number - 1)
        self.sees("必须提供的材料已齐")

    def set_goals(self) -> None:
        """Two goals with a figure for each year."""
        self.offer("填写三年目标")
        self.enter(**papers.GOALS)
        self.picture("goals")
        self.press("填写三年目标")
        self.told("已办理")

    def correct(self, extent: str) -> None:
        """Puts right what was named."""
        self.tab("申报表")
        self.follow(self.page.get_by_role("link", name="填写 基本情况"))
        self.enter(extent=extent)
        self.press("保存")
        self.told("已保存")


class City(Desk):
    """The prefecture's officer: Article 14(2)."""

    def return_for_correction(self, *items: tuple[str, str]) -> None:
        """Names everything at once."""
        self.offer("一次性告知补正")
        places, texts = self.page.locator("[name=items_place]"), self.page.locator("[name=items_text]")
        for number, (place, said) in enumerate(items):
            places.nth(number).select_option(label=place)
            texts.nth(number).fill(said)
        self.picture("return-for-correction")
        self.press("一次性告知补正")
        self.told("已办理")

    def accept_with_a_double_click(self) -> None:
        """A nervous finger: the button is pressed twice."""
        self.offer("受理")
        self.page.locator("main").get_by_role("button", name="受理", exact=True).dblclick()
        expect(self.page.locator(".message.success").first).to_contain_text("受理")

    def check_on_site(self, folder: Path) -> None:
        """Two firms by lot and one by risk, seen on the spot, signed for on paper, concluded."""
        self.tab("现场检查")
        self.follow(self.page.get_by_role("link", name="安排实地抽查"))
        self.enter(planned_on="2025-04-16", people="陈某、李某（市统计局）", by_lot=2, by_risk=True)
        self.picture("visit-arrange")
        self.press("安排实地抽查")
        self.told("已办理")
        assert "3 家企业未查完" in self.why_not("登记签字记录")
        for number in range(3):
            self.see_firm(number)
        self.picture("visit")
        signed = papers.signed(self.page, folder)
        self.offer("登记签字记录")
        self.enter(held_on="2025-04-16", scan=signed)
        self.press("登记签字记录")
        self.told("已办理")
        self.sees("签字：陈某、李某")
        conclusion = "抽查企业生产经营正常，1 家企业产值与账表不一致，已说明（虚构）"
        self.do("作出检查结论", outcome="remarks", conclusion=conclusion)
        self.sees("核对数据 3 项，不一致 1 项")
        self.follow(self.page.locator("main .head").get_by_role("link", name="申报", exact=True))

    def see_firm(self, number: int) -> None:
        """Every question answered and one figure looked up; at the last firm the books say less."""
        self.follow(self.page.locator("a.visit-firm").nth(number))
        for question in self.page.locator(".question").all():
            question.locator("input[type=radio][value=yes]").check()
        figure = self.page.locator(".sampled").first
        stated = int(figure.get_attribute("data-stated") or "")
        figure.locator("input.figures").fill(f"{stated * (8 if number == 2 else 10) // 10 / 10**6:.6f}")
        expect(figure.locator("[data-deviation]")).to_contain_text("-20.00%" if number == 2 else "一致")
        if number == 2:
            self.picture("visit-firm")
        self.press("保存并返回名单")
        self.told("现场记录已保存")

    def conclude(self, folder: Path) -> None:
        """What was computed as met is confirmed at once, every other condition concluded on by itself; where that
        differs from what was computed, with reason and document."""
        self.offer("确认系统测算为符合的条件")
        self.picture("confirm-computed")
        self.press("确认系统测算为符合的条件")
        self.told("已办理")
        self.offer("逐条作出初审结论")
        self.picture("conclude")
        for row in self.page.locator("tr:has(select[name^=verdict_])").all():
            choice = row.locator("select")
            if choice.input_value():
                continue
            computed = row.locator("td[data-name=系统测算]").inner_text().strip()
            choice.select_option("not_applicable" if computed == "不适用" else "met")
            if computed == "不符合":
                row.locator("summary", has_text="理由和依据文件").click()
                row.locator("textarea[name^=reason_]").fill("查阅佐证材料并现场核实，符合（虚构）")
                row.locator("input[name^=document_]").fill("市统计局核实意见〔2025〕3号（虚构）")
                row.locator("input[type=file]").set_input_files(papers.scan(folder, "市统计局核实意见（虚构）"))
        self.press("保存结论")
        self.told("已办理")

    def recommend(self, opinion: str) -> None:
        """Rank and opinion, before the approver."""
        self.offer("推荐至省工业和信息化厅")
        self.enter(rank=1, opinion=opinion)
        self.picture("recommend")
        self.press("提请审核岗签批")
        self.told("已提请审核岗签批")

    def send_letter(self) -> None:
        """The prefecture's letter with its table: the order first, then before the approver."""
        self.task(LETTER)
        self.offer("排定候选顺序")
        self.picture("order")
        self.press("保存顺序")
        self.told("已办理")
        self.offer("报送推荐函")
        self.enter(explanation="其余集群条件尚不成熟，继续培育（虚构）")
        self.picture("send-letter")
        self.press("提请审核岗签批")
        self.told("已提请审核岗签批")


class Province(Desk):
    """The province's officer: Articles 12 and 14(3)."""

    def move_clock(self, day: str) -> None:
        """The demonstration's own act; the only way business time passes."""
        self.go("工作台")
        self.page.get_by_role("link", name="移动业务日期（演示）").click()
        self.enter(to=day)
        self.press("移动业务日期")
        self.told("已办理")
        self.sees(day)

    def draft_round(self) -> str:
        """The call of the year, with one demand of its own; the address of the round."""
        self.go("批次")
        self.picture("rounds-empty")
        self.page.get_by_role("link", name="拟定认定工作通知").click()
        self.enter(
            county_deadline="2025-04-14",
            prefecture_deadline="2025-04-30",
            review_deadline="2025-05-23",
            demands=papers.DEMAND,
        )
        self.picture("round-form")
        self.press("保存通知稿")
        self.told("已办理")
        return self.here

    def qualify(self) -> None:
        """The qualification check."""
        self.task(CLUSTER)
        self.offer("资格初审通过")
        self.picture("qualify")
        self.enter(remarks="材料齐全，符合通知要求（虚构）")
        self.press("资格初审通过")
        self.told("已办理")

    def open_round(self, address: str) -> None:
        """The round's page."""
        self.page.goto(address)

    def drawn(self) -> list[str]:
        """The codes of the experts, read from the page of the panel."""
        self.tab("专家评审")
        self.sees("与记录一致")
        return re.findall(r"Z\d\d", self.page.locator("td[data-name=专家代号]").inner_text())

    def record_meeting(self, folder: Path) -> None:
        """The panel met on the day; its minutes were signed and scanned."""
        self.offer("登记评审会")
        for box in self.page.locator('main [name="experts"]').all():
            box.check()
        self.enter(
            held_on="2025-05-26",
            place="省厅会议室（虚构）",
            staff="经办两名（虚构）",
            supervisor="驻厅纪检监察组一名（虚构）",
            matters="逐一讨论各集群得分，无异议（虚构）",
            record=papers.scan(folder, "评审会记录（虚构）"),
        )
        self.press("登记评审会")
        self.told("已办理")

    def propose_list(self) -> None:
        """Follows the ranking."""
        self.offer("拟定名单")
        self.page.get_by_label("拟认定个数").fill("1")
        self.page.get_by_role("button", name="按个数划线").click()
        expect(self.page.locator("select[name^=decision_]")).to_have_value("listed")
        self.picture("propose-list")
        self.press("提请审核岗签批")
        self.told("已提请审核岗签批")

    def record_publication(self, folder: Path) -> None:
        """Where and when it stood on the official website, with a picture of it."""
        self.offer("登记发布情况")
        self.enter(
            url="https://official.example/notice/2025",
            stood_at="2025-06-17T09:00",
            image=papers.scan(folder, "官方网站截图（虚构）"),
        )
        self.picture("record-publication")
        self.press("提请审核岗签批")
        self.told("已提请审核岗签批")


class Handler(Desk):
    """The officer for objections, who had no hand in the list."""

    def record_step(self, what: str) -> None:
        """One step of the inquiry."""
        self.offer("登记查核情况")
        self.enter(kind="inquiry", done_on="2025-06-19", text=what)
        self.press("登记查核情况")
        self.told("已办理")


class Expert(Desk):
    """An expert of the pool."""

    def accept(self) -> None:
        """The invitation on the workbench, which names the industry alone."""
        self.task("专家评审邀请")
        self.sees("接受邀请前只显示行业领域和日期")
        self.sees_nowhere(CLUSTER)
        self.do("接受邀请")

    def open_sheet(self) -> None:
        """The sheet on the workbench."""
        self.task(CLUSTER)
        self.sees("作出回避声明和保密声明之后，方可查看申报材料并评分")

    def recuse(self, reason: str) -> None:
        """Steps aside for an interest in the cluster, which was named once the invitation was accepted."""
        self.accept()
        self.open_sheet()
        self.do("回避", reason=reason, interest=True)
        self.sees("您已不承担本集群的评审")

    def declare(self) -> None:
        """Both statements."""
        self.open_sheet()
        self.do("作回避和保密声明", no_conflict=True, confidential=True)

    def score(self, share: int) -> None:
        """Every item at about `share` per cent of its maximum, each with a reason; then it is sealed."""
        for field in self.page.locator("input[name^=score_]").all():
            most = Decimal(field.get_attribute("data-most") or "0")
            field.fill(str(int(most * share / 50) / Decimal(2)))
        for field in self.page.locator("textarea[name^=reason_]").all():
            field.fill("依据申报材料和系统测算评分（虚构）")
        self.enter(comment="材料完整，特色鲜明，建议跟踪目标落实（虚构）")
        self.press("提交评审表")
        self.told("已办理")
        self.sees("提交，不能再改")


class Citizen(Desk):
    """Anybody, without an account."""

    def read_notice(self) -> None:
        """From the start page to the notice."""
        self.page.goto("/")
        self.page.get_by_role("link", name="公示", exact=True).click()
        self.page.get_by_role("link", name=re.compile("拟认定名单的公示")).click()
        expect(self.page).to_have_url(NOTICE_PATH)

    def object(self, folder: Path) -> str:
        """With name and evidence; the number it is registered under."""
        self.page.get_by_role("link", name="提出异议").click()
        self.page.locator("[name=case]").select_option(label=CLUSTER)
        self.enter(
            text="名单所列一家企业的注册地址似不在集群范围内，请予核实（虚构）",
            name="何某（虚构）",
            contact="020-00000000",
            evidence=papers.scan(folder, "企业登记信息（虚构）"),
        )
        self.picture("object")
        self.press("提交")
        self.sees("异议已登记")
        number: str = self.page.locator(".receipt .no").inner_text()
        return number
