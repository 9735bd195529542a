"""Enterprises give and confirm their own yearly figures through one-time links (企业填报)."""
