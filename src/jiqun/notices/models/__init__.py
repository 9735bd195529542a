"""Notices, where they stood, objections, announcements."""

from jiqun.notices.models.announcement import Announcement, AnnouncementPublication
from jiqun.notices.models.disclosure import Disclosure
from jiqun.notices.models.notice import DAY_AFTER, SAME_DAY, Edition, Notice, Publication
from jiqun.notices.models.objection import Objection, ObjectionStep
from jiqun.notices.models.template import NoticeTemplate

__all__ = [
    "DAY_AFTER",
    "SAME_DAY",
    "Announcement",
    "AnnouncementPublication",
    "Disclosure",
    "Edition",
    "Notice",
    "NoticeTemplate",
    "Objection",
    "ObjectionStep",
    "Publication",
]
