"""What both editions hold: the application itself, as its pages show it to the one who takes the dossier."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from jiqun.archives.entry import Absent, Entry, apart, as_json, safe
from jiqun.authorities.models import Account
from jiqun.bilingual import Text, speaking
from jiqun.casework.models import Case
from jiqun.documents.errors import DocumentError
from jiqun.evidence import attachments
from jiqun.evidence.attachments import File
from jiqun.facts.workbook.wire import dump_roster
from jiqun.forms import answers
from jiqun.law import receipts as records
from jiqun.recognition.models import PreCheck
from jiqun.recognition.models.sealing import PrintedCopy
from jiqun.recognition.papers import printing
from jiqun.recognition.queries.filing import ledger_slice, precheck
from jiqun.recognition.queries.filing.application import (
    ROSTER_FILE,
    application_of,
    form_for,
    goals,
    ledger_of,
    requirements,
)
from jiqun.recognition.queries.filing.boundary import in_force
from jiqun.recognition.queries.filing.ledger_slice import LEDGER_FILE
from jiqun.recognition.queries.filing.printed import sealed_plain
from jiqun.register.rosters import to_roster


def entries(case: Case, user: Account, now: datetime) -> Iterator[Entry | Absent]:
    """Form, roster, evidence, ledgers, findings, goals, sealed copy; about thirty queries whatever its size."""
    files = attachments.by_requirement(attachments.files(case))
    yield from form(case, user, now)
    yield from roster(case, files.get(ROSTER_FILE, []))
    yield from evidence(case, files)
    yield from ledgers(case, user, files.get(LEDGER_FILE, []))
    yield from findings(case)
    yield as_json(
        "06-三年目标/目标.json",
        Text("三年目标", "Three-year goals"),
        [
            {"indicator": g.indicator, "unit": g.unit, "base": g.base, "targets": g.targets, "owner": g.owner}
            for g in goals(case)
        ],
    )
    yield from sealed(case)


def form(case: Case, user: Account, now: datetime) -> Iterator[Entry | Absent]:
    """The answers as data, and the bound set to read."""
    application, given = application_of(case), answers.values(case)
    yield as_json("01-申报表/申报表.json", Text("申报表各栏填报内容", "The answers of the form"), {
        "form": {"number": application.round.form.number, "sha256": application.round.form.sha256},
        "boundary": (held := in_force(application)) and held.plain(),
        "sections": [
            {
                "title": section.title,
                "fields": [
                    {"id": f.id, "label": f.label, "unit": f.unit, "clause": f.clause, "value": given.get(f.id)}
                    for f in section.fields
                ],
            }
            for section in form_for(application).sections
        ],
    })  # fmt: skip
    name = "01-申报表/申报书.pdf"
    try:
        with speaking("zh"):
            yield Entry(name, Text("申报书（成册）", "The application as a bound set"), printing.pdf(case, user, now))
    except DocumentError as none:
        yield Absent(name, none.text)


def roster(case: Case, workbooks: list[File]) -> Iterator[Entry]:
    """The roster in use: its canonical JSON, whose SHA-256 is the revision's, and the workbook it was read from."""
    revision = application_of(case).roster
    if revision is None:
        return
    said = Text(
        f"企业名册第 {revision.number} 版，SHA-256 即名册摘要",
        f"Roster, revision {revision.number}; its SHA-256 is the revision's",
    )
    yield Entry("02-企业名册/名册.json", said, dump_roster(to_roster(revision)).encode())
    book = next((each for each in workbooks if each.sha256 == revision.file_sha256), None)
    if book is not None:
        name = f"02-企业名册/{safe(book.name)}"
        yield Entry(name, Text("导入的名册工作簿", "The workbook as it was imported"), stored=book.sha256)


def evidence(case: Case, files: dict[str, list[File]]) -> Iterator[Entry]:
    """The evidence, a folder for each requirement in the order of the form."""
    wanted = requirements(application_of(case), case.measure)  # what others attached to the matter is none of it
    for number, requirement in enumerate(wanted, start=1):
        found = sorted(files.get(requirement.id, ()), key=lambda file: (file.name, file.sha256))
        folder = f"03-佐证材料/{number:02d}-{safe(requirement.title.zh[:24])}"
        for file, name in zip(found, apart(safe(each.name) for each in found), strict=True):
            yield Entry(f"{folder}/{name}", requirement.title, stored=file.sha256)


def ledgers(case: Case, user: Account, files: list[File]) -> Iterator[Entry]:
    """The entries of the ledgers that the form counts, and their proof."""
    said = Text("申报表引用的台账条目", "Entries of the ledgers that the form counts")
    shown = ledger_slice.plain(ledger_of(case, user), form_for(application_of(case)))
    yield as_json("04-集群台账/台账.json", said, shown)
    found = sorted(files, key=lambda file: (file.name, file.sha256))
    for file, name in zip(found, apart(safe(each.name) for each in found), strict=True):
        yield Entry(f"04-集群台账/佐证/{name}", Text("台账佐证", "Proof of the ledgers"), stored=file.sha256)


def findings(case: Case) -> Iterator[Entry]:
    """What the system computed, in both languages, and the record to compute it again from."""
    application = application_of(case)
    row = PreCheck.objects.filter(application=application.pk).first()
    if row is not None:
        said = Text("系统测算，不作为审核结论", "Computed by the system; not a decision")
        yield as_json("05-对标核验/测算结果.zh.json", said, row.zh)
        yield as_json("05-对标核验/测算结果.en.json", said, row.en)
    facts = precheck.facts_of(application) if application.roster_id else None
    if facts is not None:
        round_ = application.round
        record = records.write(precheck.assess(facts, round_), precheck.measure_of(round_), facts)
        said = Text("测算记录，可用 jiqun replay 重算", "Evaluation record, for jiqun replay")
        yield Entry("05-对标核验/测算记录.json", said, record.encode())


def sealed(case: Case) -> Iterator[Entry]:
    """Which version was sealed, and the versions as they were printed for it."""
    found = sealed_plain(case)
    if found is not None:
        yield as_json("07-盖章件/盖章件.json", Text("盖章件登记", "The sealed copy as registered"), found)
    rows = PrintedCopy.objects.filter(case=case).order_by("at", "id").values_list("code", "pdf_id")
    said = Text("打印盖章稿", "As printed to be sealed")
    names = apart(f"打印稿-{code}.pdf" for code, _ in rows)
    for name, (_, pdf) in zip(names, rows, strict=True):
        yield Entry(f"07-盖章件/{name}", said, stored=pdf)
