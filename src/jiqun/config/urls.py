"""Every address of the product."""

from django.urls import include, path

urlpatterns = [
    path("", include("jiqun.web.urls")),
    path("", include("jiqun.authorities.urls")),
    path("", include("jiqun.casework.urls")),
]
