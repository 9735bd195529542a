"""政策宣达 (13(九) 覆盖每家企业): a policy, the firms it is meant for, and by firm how far it came to it."""
