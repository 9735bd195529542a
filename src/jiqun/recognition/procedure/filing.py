"""Article 14(一): the county applies."""

from __future__ import annotations

from datetime import datetime

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.procedure import SIGNED_BY_APPROVER, Act, Link, Who
from jiqun.law.citation import citing
from jiqun.recognition.acts.filing import (
    correcting,
    goals,
    guards,
    importing,
    starting,
    submitting,
    taking,
    withdrawing,
)
from jiqun.recognition.acts.filing.late import keep_late
from jiqun.recognition.forms import filing as forms
from jiqun.recognition.forms.correction import CorrectionForm
from jiqun.recognition.forms.goals import GoalsForm
from jiqun.recognition.forms.taking import TakeRosterForm
from jiqun.recognition.queries import locks
from jiqun.recognition.queries.filing.application import DRAFT_STATES, application_of

OFFICER = Who(Role.OFFICER, Level.COUNTY)
TRUTH = citing(
    "本单位承诺：申报材料如实填写，内容真实、完整，并对资料的真实性和完整性负全部责任（{A14.1}）。",
    "We state that the application is true and complete, and answer in full for its truth and completeness ({A14.1}).",
)


def prefecture_closes(doing: Doing) -> datetime:
    """What a submitted application waits for: the prefecture's deadline."""
    return application_of(doing.subject).round.prefecture_deadline


OPENING: Act | None = Act(
    "start",
    Text("开始申报", "Start an application"),
    "A14.1",
    OFFICER,
    form=forms.StartForm,
    guards=(guards.round_is_open, guards.first_of_cluster),
    effect=starting.start,
    hint=Text("建立草稿，提交前仅本单位可见", "Makes a draft that only your authority sees until it is handed in"),
)

ACTS: tuple[Act, ...] = (
    Act(
        "submit",
        Text("提交申报", "Submit the application"),
        "A14.1",
        OFFICER,
        source=DRAFT_STATES,
        target="submitted",
        form=forms.SubmitForm,
        guards=(
            guards.own_authority,
            guards.as_it_stands,
            guards.in_time,
            guards.roster_is_current,
            guards.complete,
        ),
        locks=locks.SUBMIT,
        effect=submitting.submit,
        chain=(Link(affirms=TRUTH),),
        refused=keep_late,
        due=prefecture_closes,
        hint=Text("由审核岗承诺真实完整后报送，出具回执", "The approver affirms its truth; a receipt is given"),
        primary=True,
    ),
    Act(
        "import_roster",
        Text("导入企业名册", "Import the roster"),
        "A13",
        OFFICER,
        source=DRAFT_STATES,
        form=forms.RosterForm,
        guards=(guards.own_authority,),
        effect=importing.import_roster,
        hint=Text("Excel 工作簿，整体校验，即时测算", "An Excel workbook, checked whole and assessed at once"),
        page="recognition:import-roster",
        task=False,
    ),
    Act(
        "take_roster",
        Text("采用登记中的名册", "Take the register's roster"),
        "A13",
        OFFICER,
        source=DRAFT_STATES,
        form=TakeRosterForm,
        guards=(guards.own_authority, taking.roster_fits),
        effect=taking.take_roster,
        hint=Text("与本批次基准年一致的最新一版，不必重新上传", "The newest of the round's base year; no upload"),
        task=False,
        offered=False,
    ),
    Act(
        "correct_firm",
        Text("更正企业数据", "Correct a firm's figures"),
        "A13",
        OFFICER,
        source=DRAFT_STATES,
        form=CorrectionForm,
        guards=(guards.own_authority, correcting.has_roster),
        effect=correcting.correct_firm,
        hint=Text(
            "在名册中点选企业，改一年的数据，生成新的一版，即时测算",
            "Choose a firm on the roster and change one year; a new version is made and assessed at once",
        ),
        page="recognition:application-roster",
        task=False,
    ),
    Act(
        "set_goals",
        Text("填写三年目标", "Enter the three-year goals"),
        "A13.9",
        OFFICER,
        source=DRAFT_STATES,
        form=GoalsForm,
        guards=(guards.own_authority,),
        effect=goals.set_goals,
        hint=Text("指标、单位、基值、逐年目标、责任单位", "Indicator, unit, base, yearly targets, unit responsible"),
        page="recognition:set-goals",
        task=False,
    ),
    Act(
        "withdraw",
        Text("撤回申报", "Withdraw the application"),
        "A14.1",
        OFFICER,
        source=("submitted", "preliminary", "recommended", "review"),
        target="withdrawn",
        form=forms.WithdrawForm,
        guards=(guards.own_authority,),
        effect=withdrawing.withdraw,
        chain=SIGNED_BY_APPROVER,
        hint=Text("撤回后本批次不能再申报", "The cluster cannot apply again in this round"),
        task=False,
    ),
)
