"""The public's side: notices, lists, directory, the measure."""
