"""What is particular to rounds and applications."""

from jiqun.recognition.models.application import Application, Receipt
from jiqun.recognition.models.conclusion_draft import ConclusionDraft
from jiqun.recognition.models.correction import CorrectionItem
from jiqun.recognition.models.desk import RosterDraft, RosterDraftChange, RosterDraftLines
from jiqun.recognition.models.dossier import DossierDownload
from jiqun.recognition.models.faq import RoundQuestion
from jiqun.recognition.models.forwarding import ForwardedCall, ForwardedRevision
from jiqun.recognition.models.late import LateAttempt
from jiqun.recognition.models.list_entry import ListEntry
from jiqun.recognition.models.nation import NationalCandidate, NationalList, NationalRecommendation
from jiqun.recognition.models.precheck import BuiltFacts, PreCheck
from jiqun.recognition.models.recommendation import Conclusion
from jiqun.recognition.models.recommending import Recommendation, RecommendationLetter
from jiqun.recognition.models.remedy import Remedy
from jiqun.recognition.models.round import Quota, Round
from jiqun.recognition.models.sealing import PrintedCopy, SealedCopy

__all__ = [
    "Application",
    "BuiltFacts",
    "Conclusion",
    "ConclusionDraft",
    "CorrectionItem",
    "DossierDownload",
    "ForwardedCall",
    "ForwardedRevision",
    "LateAttempt",
    "ListEntry",
    "NationalCandidate",
    "NationalList",
    "NationalRecommendation",
    "PreCheck",
    "PrintedCopy",
    "Quota",
    "Receipt",
    "Recommendation",
    "RecommendationLetter",
    "Remedy",
    "RosterDraft",
    "RosterDraftChange",
    "RosterDraftLines",
    "Round",
    "RoundQuestion",
    "SealedCopy",
]
