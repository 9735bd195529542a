"""联系方式: telephone, e-mail address, and what is sent there when; an act like any other, for nobody but oneself."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiqun.authorities.models import Account, Person
from jiqun.bilingual import Text
from jiqun.casework import acting
from jiqun.casework.doing import Doing
from jiqun.casework.history import history
from jiqun.casework.mailing import gateway
from jiqun.casework.models import Contact
from jiqun.casework.procedure import Act, Own, PayloadForm, Procedure, State, register
from jiqun.web.fields import T, line

NAME = "contact"
_PHONE = re.compile(r"[0-9+\- ()（）转#]{5,30}")


DIGESTS = (
    (Contact.Digest.DUE, T("只发期限提醒", "Only days that come near")),
    (Contact.Digest.DAILY, T("期限提醒和每日待办", "Days that come near, and each day's tasks")),
    (Contact.Digest.NONE, T("不发", "Nothing")),
)
HOURS = tuple((hour, f"{hour:02d}:00") for hour in range(24))
KEPT = ("digest", "quiet_from", "quiet_until", "rest_days", "message")
"""What is kept with the entry alone."""


def hour(label: Text, first: int) -> forms.TypedChoiceField:
    """An hour of the day; one that is not sent is the usual one."""
    return forms.TypedChoiceField(
        label=label,  # type: ignore[arg-type]
        choices=HOURS,
        coerce=int,
        initial=first,
        required=False,
        empty_value=first,  # type: ignore[arg-type]
    )


class ContactForm(PayloadForm):
    """Telephone and address; either may be left blank, and then nothing reaches one that way. What is sent, and when
    not; messages to the telephone where the installation has a gateway."""

    phone = line(T("联系电话", "Telephone"), limit=30, required=False)
    email = forms.EmailField(
        label=T("电子邮箱", "E-mail"),
        required=False,
        max_length=120,
        help_text=T(
            "期限前 30、7、1 天的提醒发到这里，每个期限每次只发一封",
            "Reminders 30, 7 and 1 days before a day come here, each once",
        ),
        error_messages={"invalid": T("电子邮箱格式不对，应为 name@example.cn 的样式。", "It should be like a@b.cn.")},
    )

    digest = forms.ChoiceField(
        label=T("发送内容", "What is sent"),
        choices=DIGESTS,
        initial=Contact.Digest.DUE,
        required=False,
        help_text=T(
            "每日待办只写件数、日期和环节，不写企业、集群和数字",
            "The day's tasks: how many, their dates and steps; no firm, cluster or figure",
        ),
    )
    quiet_from = hour(T("免打扰，从", "Quiet from"), 20)
    quiet_until = hour(T("免打扰，到", "Quiet until"), 8)
    rest_days = forms.BooleanField(label=T("休息日也发送", "Also on days off"), required=False, initial=True)
    message = forms.BooleanField(label=T("同时发送消息", "Also as a message"), required=False)

    def prepare(self) -> None:
        """Begins with what is on record; no messages where there is no gateway."""
        by = getattr(self.doing, "by", None)
        person = getattr(by, "person", None)
        if isinstance(person, Person):
            self.initial.update(phone=person.phone, email=person.email)
        if isinstance(by, Account) and (last := Contact.objects.visible_to(by).order_by("entered_at").last()):
            self.initial.update({name: getattr(last, name) for name in KEPT})
        if (server := gateway.configured()) is None:
            del self.fields["message"]
        else:
            title = server.title
            self.fields["message"].label = T(f"期限提醒同时发{title.zh}", f"Reminders also as a {title.en}")

    def clean(self) -> dict[str, Any]:
        """A message needs a telephone."""
        given: dict[str, Any] = super().clean() or {}
        given["digest"] = given.get("digest") or Contact.Digest.DUE
        if given.get("message") and not given.get("phone") and "phone" not in self.errors:
            self.add_error("phone", T("选择发送消息的，请填写联系电话。", "Messages need a telephone."))
        return given

    def clean_phone(self) -> str:
        """Digits, as one dials them. Raises `ValidationError`."""
        given: str = self.cleaned_data["phone"]
        if given and not _PHONE.fullmatch(given):
            raise ValidationError(T("联系电话只填数字和 + - ( ) 转。", "Digits and + - ( ) only."))
        return given


def enter(doing: Doing) -> None:
    """From now on this is where the officer is reached."""
    by = doing.by
    assert isinstance(by, Account)
    told: dict[str, Any] = {"phone": doing.payload["phone"], "email": doing.payload["email"]}
    kept = {name: doing.payload[name] for name in KEPT if name in doing.payload}
    doing.subject = Contact.objects.create(id=doing.new_id(), account=by, entered_at=doing.now, **told, **kept)
    Person.objects.filter(pk=by.person_id).update(**told)


CONTACT = register(
    Procedure(
        name=NAME,
        title=Text("联系方式", "Contact"),
        model="casework.Contact",
        states=(State("entered", Text("已登记", "Entered"), final=True),),
        opening=Act(
            "enter_contact",
            Text("登记联系方式", "Enter contact"),
            "A16",
            Own(),
            form=ContactForm,
            effect=enter,
            page="casework:contact",
            offered=False,
        ),
        acts=(),
        url="casework:contact-entered",
    )
)


@login_required
def contact(request: HttpRequest) -> HttpResponse:
    """The form, with what is on record."""
    return acting.opening(request, NAME)


@login_required
def entered(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was entered, and when; nobody else's."""
    found: Contact = acting.subject_or_404(request, NAME, pk)
    of: Account = found.account
    context = {"found": found, "person": of.person, "digest": dict(DIGESTS)[found.digest]}
    context |= {"history": history(found.pk), "gateway": gateway.configured()}
    return render(request, "casework/contact.html", context)
