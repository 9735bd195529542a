"""Putting on file: drafting, choosing, giving the codes, handing over. Called by the one door only."""

from __future__ import annotations

from typing import Any

from jiqun.archives.filing import queries
from jiqun.archives.models import FiledMatter, Filing
from jiqun.archives.retention import PERIODS, proposed
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing, next_number, open_case
from jiqun.casework.models import Case
from jiqun.casework.refusals import Refusal
from jiqun.evidence import attachments
from jiqun.instruments.queries import PROVINCIAL

RECEIPT = "transfer_receipt"
CODES = ("year", "fonds", "category", "unit", "unit_name")
NOT_TAKEN = Text(
    "移交包还没有生成：请先在本页下载移交包，交接后再登记。",
    "The package was not made yet: take it on this page, hand it over, then enter it.",
)
OPEN_AGAIN = Text(
    "{which}已不是办结状态或已归入别批，请用“调整归档事项”改后再提请。",
    "{which} is no longer closed or on file elsewhere; change the lines first.",
)


def draft(doing: Doing) -> None:
    """Opens the filing with all that waits of the year, at most a hundred, each with its proposed period."""
    authority, told, year = doing.by.authority, doing.payload, doing.payload["year"]
    assert authority is not None
    doing.subject = open_case(
        doing,
        number=f"{doing.now.year}-GD{next_number(f'filing/{doing.now.year}')}",
        title=f"{authority.name}{year}年度归档（{told['unit_name']}）",
        authority=authority,
        measure=PROVINCIAL,
        state="drafting",
    )
    filing = Filing.objects.create(case=doing.subject, **{name: told[name] for name in CODES})
    found = queries.closed(doing.by, year, year)[: queries.MOST]
    put(doing, filing, {str(each.case.pk): proposed(each.case.procedure_name) for each in found}, found)


def put(doing: Doing, filing: Filing, lines: dict[str, str], found: list[queries.Closed]) -> None:
    """Adds these matters with their periods."""
    rows = [
        FiledMatter(
            id=doing.new_id(),
            filing=filing,
            authority_id=doing.subject.authority_id,
            case=each.case,
            retention=lines[str(each.case.pk)],
            closed_on=each.on,
        )
        for each in found
        if str(each.case.pk) in lines
    ]
    FiledMatter.objects.bulk_create(rows)
    doing.note = Text(f"{len(lines)} 件", f"{len(lines)} matters")


def choose(doing: Doing) -> None:
    """From now on these lines with these periods; the others wait again."""
    filing: Filing = doing.subject.filing
    lines: dict[str, str] = dict(doing.payload["lines"])
    for each in queries.lines(filing):
        if str(each.case_id) not in lines:
            each.delete()
        elif (period := lines[str(each.case_id)]) != each.retention:
            FiledMatter.objects.filter(pk=each.pk).update(retention=period)
    put(doing, filing, lines, queries.closed(doing.by, filing.year, filing.year))


def all_closed(doing: Doing) -> None:
    """Every matter still stands at its end. Raises `Refusal` naming those that do not."""
    gone = [
        each.case.number
        for each in queries.lines(doing.subject.filing)
        if not each.case.procedure.by_state[each.case.state].final
    ]
    if gone:
        raise Refusal(OPEN_AGAIN.format(which="、".join(gone)))


def put_on_file(doing: Doing) -> None:
    """Gives each its number and code, in the order of period and day, after those given before."""
    filing: Filing = doing.subject.filing
    told: list[dict[str, Any]] = []
    for each in queries.lines(filing):
        series = f"{filing.fonds}-{filing.category}·{filing.year}-{each.retention}-{filing.unit}"
        position = next_number(f"file/{doing.subject.authority_id}/{series}"[:60])
        code = f"{series}-{position:04d}"
        FiledMatter.objects.filter(pk=each.pk).update(position=position, code=code)
        told.append({"case": each.case.number, "code": code, "retention": each.retention})
    doing.told["files"] = told
    first, last = told[0]["code"], told[-1]["code"]
    doing.note = Text(f"{len(told)} 件，{first} 至 {last}", f"{len(told)} matters, {first} to {last}")


def free(doing: Doing) -> None:
    """The matters may be filed anew; codes that were given are not given again."""
    FiledMatter.objects.filter(filing=doing.subject.filing).update(live=False)
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])


def package_taken(doing: Doing) -> None:
    """There is a package to hand over. Raises `Refusal`."""
    if not doing.subject.filing.taken:
        raise Refusal(NOT_TAKEN)


def hand_over(doing: Doing) -> None:
    """The archive has it; which package it was stands beside it."""
    told, filing = doing.payload, doing.subject.filing
    columns = ("receiver", "received_by", "received_on", "proof")
    Filing.objects.filter(pk=filing.pk).update(**{name: told[name] for name in columns})
    if told["file"]:
        attachments.attach(
            Case.objects.get(pk=doing.subject.pk),
            RECEIPT,
            told["file"],
            id=doing.new_id(),
            by=doing.clerk,
            now=doing.now,
        )
    doing.told["package"] = filing.taken
    doing.note = Text(
        f"{told['receiver']} {told['received_on']} 接收", f"received by {told['receiver']} on {told['received_on']}"
    )


def periods(lines: list[FiledMatter]) -> list[tuple[Text, int]]:
    """How many lines of each period."""
    return [(said, n) for key, said in PERIODS.items() if (n := sum(each.retention == key for each in lines))]
