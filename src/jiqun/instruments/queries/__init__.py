"""What is read of bases, questions and interpretations."""

from jiqun.instruments.queries.measures import (
    PROVINCIAL,
    amended,
    bases,
    day_in_force,
    governing,
    interpretations,
    measure,
    readings,
)

__all__ = ["PROVINCIAL", "amended", "bases", "day_in_force", "governing", "interpretations", "measure", "readings"]
