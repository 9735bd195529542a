"""集群通 (jiqun): SME characteristic industrial clusters through their whole public life."""

__version__ = "0.1.0"
