"""Addresses of sign-in."""

from django.urls import path

from jiqun.authorities import views

app_name = "authorities"
urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("sign-in/code/", views.code, name="code"),
    path("sign-out/", views.SignOut.as_view(), name="sign-out"),
]
