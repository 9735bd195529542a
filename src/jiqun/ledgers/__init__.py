"""The cluster’s ledgers (集群台账): sharing mechanisms, platforms, standards and so on, each entry with its proof."""
