"""Addresses of sign-in."""

from django.urls import path

from jiqun.authorities import views
from jiqun.authorities.elsewhere import views as elsewhere

app_name = "authorities"
urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("sign-in/code/", views.code, name="code"),
    path("sign-in/elsewhere/", elsewhere.begin, name="elsewhere"),
    path("sign-in/elsewhere/back/", elsewhere.back, name="elsewhere-back"),
    path("sign-out/", views.SignOut.as_view(), name="sign-out"),
]
