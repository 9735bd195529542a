"""What an authority enters for the chain of one of its acts."""

from __future__ import annotations

from typing import Any

from django import forms

from jiqun.authorities.models import OFFICE, ROLE_TITLES, Account, Role
from jiqun.casework.chains import settable, too_few
from jiqun.casework.procedure import Link, PayloadForm
from jiqun.web.fields import T

MOST, SHOWN = 6, 3
Row = tuple[int, forms.BoundField, forms.BoundField, forms.BoundField]
PARTS = ("title", "who", "paper")


class ChainForm(PayloadForm):
    """The chain of one act: `target` (`procedure.act`) and up to six links after the preparer, in order.

    Link n: `title_n` (法规科), `who_n` (a role, or `account:<key>`), `paper_n`. Rows without a signer are left out;
    cleaned, `links` holds them as `Link.plain`.
    """

    target = forms.ChoiceField(
        label=T("环节动作", "Act"), error_messages={"required": T("请选择环节动作。", "Choose the act.")}
    )

    def prepare(self) -> None:
        """The acts of the authority and the people who may sign; one query."""
        signers: list[tuple[str, Any]] = [("", T("（无）", "(none)"))]
        self.people: dict[int, Account] = {}
        authority = self.doing.by.authority if self.doing else None
        if authority is not None:
            self.fields["target"].choices = [  # type: ignore[attr-defined]
                (f"{table.name}.{act.name}", T(f"{table.title.zh}·{act.title.zh}", f"{table.title.en}: {act.title.en}"))
                for table, act in settable(authority)
            ]
            rows = Account.objects.filter(authority=authority, is_active=True, role__in=OFFICE).select_related("person")
            self.people = {row.pk: row for row in rows.order_by("role", "pk")}
        signers += [(role.value, T(f"任一{ROLE_TITLES[role].zh}岗", f"any {role.value}")) for role in reversed(OFFICE)]
        signers += [
            (f"account:{pk}", f"{row.person.name}（{ROLE_TITLES[Role(row.role)]}）") for pk, row in self.people.items()
        ]
        for n in range(1, MOST + 1):
            self.fields[f"title_{n}"] = forms.CharField(label=T("环节名称", "Name"), required=False, max_length=20)
            self.fields[f"who_{n}"] = forms.ChoiceField(label=T("签批人", "Signer"), required=False, choices=signers)
            self.fields[f"paper_{n}"] = forms.BooleanField(
                label=T("纸质签批（由签批人对照原件核对）", "On paper (the signer confirms it)"), required=False
            )

    @property
    def first(self) -> list[Row]:
        """The links most chains have, one a row."""
        return [self.row(n) for n in range(1, SHOWN + 1)]

    @property
    def more(self) -> list[Row]:
        """The others, folded away until they are used."""
        return [self.row(n) for n in range(SHOWN + 1, MOST + 1)]

    def row(self, n: int) -> Row:
        """One link: number, title, signer, paper."""
        return n, self[f"title_{n}"], self[f"who_{n}"], self[f"paper_{n}"]

    def clean(self) -> dict[str, Any]:
        """The links that were entered, checked as a whole: every fault at once."""
        data: dict[str, Any] = self.cleaned_data
        links: list[Link] = []
        for n in range(1, MOST + 1):
            title, who, paper = (data.pop(f"{part}_{n}", "") for part in PARTS)
            if who:
                links.append(self.link(str(title).strip(), who, bool(paper)))
            elif title or paper:
                self.add_error(
                    f"who_{n}",
                    T(
                        f"请选择第 {n} 环节的签批人；纸质签批的，选由谁核对。",
                        f"Choose the signer of link {n}; on paper, who confirms it.",
                    ),
                )
            if paper and not title:
                self.add_error(
                    f"title_{n}",
                    T(f"第 {n} 环节为纸质签批，请写明是谁的签批，如“分管领导”。", f"Say whose paper link {n} is."),
                )
        if not links and not self.errors:
            self.add_error("who_1", T("签批链至少要有一个环节。", "A chain has one link at least."))
        if links and self.doing is not None and self.doing.by.authority is not None:
            for fault in too_few(links, self.doing.by.authority):
                self.add_error(None, str(fault))
        data["links"] = [link.plain() for link in links]
        return data

    def link(self, title: str, who: str, paper: bool) -> Link:
        """One link from what was chosen."""
        kind, _, key = who.partition(":")
        if kind != "account":
            return Link(Role(who), None, title, None, "", paper)
        account = self.people[int(key)]
        return Link(Role(account.role), None, title, account.pk, account.person.name, paper)
