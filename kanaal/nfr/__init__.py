"""Licences of a partner's own, not for resale (N1–N5)."""
