"""Evaluation records as files, and their replay.

record = receipts.write(assessment, measure, facts)      # text of the file
again = receipts.replay(receipts.read(record))           # years later
again.text == assessment.to_json()                       # or again.differences says what is not the same
"""

from jiqun.law.receipts.reading import ReceiptError, read
from jiqun.law.receipts.record import FORMAT, Engine, Record, Source, sealed, write
from jiqun.law.receipts.replaying import Replay, replay

__all__ = ["FORMAT", "Engine", "ReceiptError", "Record", "Replay", "Source", "read", "replay", "sealed", "write"]
