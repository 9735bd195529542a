"""对标自测: anybody holds a cluster against a measure, without an account. Nothing of what is given is kept."""
