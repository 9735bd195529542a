"""Who gets what when a paper is sent, passed on or signed for: the preview of several at once."""

from __future__ import annotations

from jiqun.bilingual import Text
from jiqun.outgoing.models import Paper


def deliver(of: Paper) -> Text:
    """Sending: the addressee, and the authority it goes through."""
    if of.addressee is None:
        return Text(f"发出《{of.heading}》", f"“{of.heading}” is sent")
    if of.through is not None:
        return Text(
            f"经{of.through.body}转{of.addressee.body}：《{of.heading}》",
            f"To {of.addressee.body} by way of {of.through.body}: “{of.heading}”",
        )
    return Text(f"发给{of.addressee.body}：《{of.heading}》", f"To {of.addressee.body}: “{of.heading}”")


def pass_on(of: Paper) -> Text:
    """Passing on: the addressee reads it from then on."""
    name = of.addressee.body if of.addressee else ""
    return Text(f"转送{name}：《{of.heading}》", f"Passed on to {name}: “{of.heading}”")


def receive(of: Paper) -> Text:
    """Signing for it: the sender sees that it arrived."""
    return Text(f"签收{of.authority.body}的《{of.heading}》", f"Received from {of.authority.body}: “{of.heading}”")
