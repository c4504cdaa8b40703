"""Our own lint rules: what the house promises and no general tool knows. `python -m checks` runs them all."""
