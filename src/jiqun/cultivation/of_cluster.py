"""What every form about one cluster of the territory shares: which cluster it is."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.register.models import Cluster

NOT_YOURS = Text("没有这个集群，或不在本单位辖区。", "There is no such cluster in your territory.")


class OfClusterForm(PayloadForm):
    """`cluster` (its key, hidden) and, as `place`, the cluster itself when it lies in the account's territory."""

    cluster = forms.CharField(widget=forms.HiddenInput, required=False)
    place: Cluster | None = None

    def prepare(self) -> None:
        """The cluster that was chosen, then the fields."""
        self.place = self.of_territory(str((self.data if self.is_bound else self.initial).get("cluster") or ""))
        self.lay()

    def lay(self) -> None:
        """Puts the fields in, once the cluster is known."""

    def of_territory(self, key: str) -> Cluster | None:
        """The cluster of a key, `None` for a foreign one and for no key at all."""
        if self.doing is None:
            return None
        try:
            return Cluster.objects.visible_to(self.doing.by).filter(pk=key).first()
        except ValidationError:  # not even an identifier
            return None

    def clean_cluster(self) -> str:
        """One of the territory."""
        if self.place is None:
            raise ValidationError(str(NOT_YOURS))
        return str(self.place.pk)
