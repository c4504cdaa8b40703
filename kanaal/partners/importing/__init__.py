"""A vendor's existing partners and their people, from a table. `docs/operate/import-partners.md` is the manual."""
