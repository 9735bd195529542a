"""The journal (办理日志): append-only, hash-chained; what happened cannot be changed in silence."""
