"""集群服务体系 (Article 10): who serves the firms of a cluster, what was done for whom, and what is missing."""
