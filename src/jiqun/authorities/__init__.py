"""Who: the tree of authorities, people and their accounts, territory, sign-in."""
