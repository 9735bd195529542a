"""The Django application of the frame."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Templates, tags and static files; no models."""

    name = "jiqun.web"
    label = "web"
