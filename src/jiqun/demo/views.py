"""The clock's address."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse


@login_required
def clock(request: HttpRequest, pk: str = "1") -> HttpResponse:
    """After the clock was moved: back to the workbench, where the new date shows."""
    return redirect(reverse("casework:workbench"))
