"""The demo's cast, one click away. The addresses exist only in a demo; nothing here is reachable in production."""
