"""What of a text or file identifies a person: looked for before anything is published (个人信息保护法)."""

from jiqun.evidence.privacy.looking import Finding, scan

__all__ = ["Finding", "scan"]
