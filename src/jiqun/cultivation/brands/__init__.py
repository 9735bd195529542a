"""The register of regional brands and marks (区域品牌): Article 11."""
