"""What a page that saves by itself (autosave.js) asks for is answered to the account it was made for, and in words."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET

from jiqun.authorities.requests import signed_in
from jiqun.bilingual import Text
from jiqun.casework.refusals import NotHere, Refusal

GONE = Text("没有这个办件，或不在您的辖区。", "There is no such matter, or it is not in your territory.")
View = Callable[..., HttpResponse]


def for_the_page(view: View) -> View:
    """Lets only the account through that the page was made for; says who is wanted in a way the page understands.

    401: nobody is signed in. 403: somebody else is. 404: there is no such draft for this account.
    """

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return JsonResponse({"signed_out": True}, status=401)
        if request.POST.get("account") != str(signed_in(request).pk):
            return JsonResponse({"other_account": True}, status=403)
        try:
            return view(request, *args, **kwargs)
        except (Http404, NotHere):
            return JsonResponse({"refusal": str(GONE)}, status=404)
        except Refusal as said:
            return JsonResponse({"refusal": str(said)}, status=409)

    return checked


@require_GET
@ensure_csrf_cookie
def token(request: HttpRequest) -> HttpResponse:
    """A fresh token against forged requests, for a page that outlived its own."""
    return HttpResponse(status=204)
