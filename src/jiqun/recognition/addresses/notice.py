"""Addresses of the notices of a list."""

from django.urls import path

from jiqun.recognition.views import notice as views

urlpatterns = [
    path("rounds/<uuid:pk>/list/notice/", views.make_notice, name="make-notice"),
    path("rounds/<uuid:pk>/list/publication/", views.record_publication, name="record-publication"),
    path("rounds/<uuid:pk>/list/announced/", views.record_announcement, name="record-announcement"),
    path("rounds/<uuid:pk>/list/announced/<int:record>/image/", views.announcement_image, name="announcement-image"),
    path("rounds/<uuid:pk>/list/publication/<int:record>/image/", views.publication_image, name="publication-image"),
]
