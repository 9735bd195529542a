"""数据公开: what may be published beyond the lists, opened by two persons after a secrecy review, closed by one."""
