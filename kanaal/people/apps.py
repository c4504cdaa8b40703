from importlib import import_module

from kanaal.core import modules


class PeopleModule(modules.Module):
    name = "kanaal.people"
    floor = 2

    def ready(self) -> None:
        super().ready()
        import_module("kanaal.people.signals_of_allauth")  # listening begins by importing; it needs the app registry
