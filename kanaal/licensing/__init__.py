"""Licences under agreements: authorised, ordered, renewed, and what each day does to them (V1–V14, N1–N5)."""
