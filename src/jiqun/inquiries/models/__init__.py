"""What the room keeps."""

from jiqun.inquiries.models.hits import Hit
from jiqun.inquiries.models.inquiry import Inquiry, Letter
from jiqun.inquiries.models.lists import IncidentList, ListedFirm, Screening

__all__ = ["Hit", "IncidentList", "Inquiry", "Letter", "ListedFirm", "Screening"]
