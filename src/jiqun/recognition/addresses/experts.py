"""Addresses of a round's experts."""

from django.urls import URLPattern, path

from jiqun.recognition.views import experts

urlpatterns: list[URLPattern] = [
    path("rounds/<uuid:pk>/panel/", experts.panel, name="panel"),
    path("rounds/<uuid:pk>/commit-seed/", experts.commit_seed, name="commit-seed"),
    path("rounds/<uuid:pk>/panel/draw.json", experts.draw_record, name="draw-record"),
    path("rounds/<uuid:pk>/draw/", experts.public_draw, name="public-draw"),
    path("rounds/<uuid:pk>/draw/record.json", experts.public_draw_record, name="public-draw-record"),
    path("draw.py", experts.draw_verifier, name="draw-verifier"),
]
