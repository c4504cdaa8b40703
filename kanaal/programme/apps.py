from importlib import import_module

from kanaal.core import modules


class ProgrammeModule(modules.Module):
    name = "kanaal.programme"
    floor = 1

    def ready(self) -> None:
        super().ready()
        import_module("kanaal.programme.outward")
