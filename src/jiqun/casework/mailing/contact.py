"""联系方式: an officer enters telephone and e-mail address; an act like any other, for nobody but oneself."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiqun.authorities.models import Account, Person, Role
from jiqun.bilingual import Text
from jiqun.casework import acting
from jiqun.casework.doing import Doing
from jiqun.casework.history import history
from jiqun.casework.models import Contact
from jiqun.casework.procedure import Act, PayloadForm, Procedure, State, Who, register
from jiqun.web.fields import T, line

NAME = "contact"
_PHONE = re.compile(r"[0-9+\- ()（）转#]{5,30}")


class ContactForm(PayloadForm):
    """Telephone and address; either may be left blank, and then nothing reaches one that way."""

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

    def prepare(self) -> None:
        """Begins with what is on record."""
        person = getattr(getattr(self.doing, "by", None), "person", None)
        if isinstance(person, Person):
            self.initial.update(phone=person.phone, email=person.email)

    def clean_phone(self) -> str:
        """Digits, as one dials them. Raises `ValidationError`."""
        given: str = self.cleaned_data["phone"]
        if given and not _PHONE.fullmatch(given):
            raise ValidationError(T("联系电话只填数字和 + - ( ) 转。", "Digits and + - ( ) only."))
        return given


def enter(doing: Doing) -> None:
    """From now on this is where the officer is reached."""
    by = doing.clerk
    told: dict[str, Any] = {"phone": doing.payload["phone"], "email": doing.payload["email"]}
    doing.subject = Contact.objects.create(id=doing.new_id(), account=by, entered_at=doing.now, **told)
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
            Who(Role.OFFICER),
            form=ContactForm,
            effect=enter,
            page="casework:contact",
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
    return render(request, "casework/contact.html", {"found": found, "person": of.person, "history": history(found.pk)})
