from importlib import import_module

from kanaal.core.modules import Module


class ProgrammeModule(Module):
    name = "kanaal.programme"
    floor = 1

    def ready(self) -> None:
        super().ready()
        import_module("kanaal.programme.outward")
