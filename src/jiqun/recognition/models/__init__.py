"""What is particular to rounds and applications."""

from jiqun.recognition.models.application import Application, Receipt
from jiqun.recognition.models.precheck import BuiltFacts, PreCheck
from jiqun.recognition.models.recommendation import Conclusion, SiteCheck
from jiqun.recognition.models.round import Quota, Round

__all__ = ["Application", "BuiltFacts", "Conclusion", "PreCheck", "Quota", "Receipt", "Round", "SiteCheck"]
