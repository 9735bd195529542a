"""Every address of the product."""

from django.urls import include, path

from jiqun.api.urls import v1_urlpatterns

handler400 = "jiqun.api.v1.problems.bad_request"
handler404 = "jiqun.web.views.not_found"
urlpatterns = [
    path("", include("jiqun.portal.urls")),
    path("", include("jiqun.web.urls")),
    path("", include("jiqun.authorities.urls")),
    path("", include("jiqun.casework.urls")),
    path("", include("jiqun.evidence.urls")),
    path("", include("jiqun.register.urls")),
    path("", include("jiqun.outgoing.urls")),
    path("", include("jiqun.hearings.urls")),
    path("", include("jiqun.instruments.urls")),
    path("", include("jiqun.ledgers.urls")),
    path("", include("jiqun.collection.urls")),
    path("", include("jiqun.inquiries.urls")),
    path("", include("jiqun.boundaries.urls")),
    path("", include("jiqun.forms.urls")),
    path("", include("jiqun.visits.urls")),
    path("", include("jiqun.review.urls")),
    path("", include("jiqun.notices.urls")),
    path("", include("jiqun.archives.urls")),
    path("", include("jiqun.cultivation.urls")),
    path("", include("jiqun.recognition.urls")),
    path("", include("jiqun.supervision.urls")),
    path("", include("jiqun.demo.urls")),
    path("api/v1/", include(v1_urlpatterns)),
    path("api/", include("jiqun.api.urls")),
]
