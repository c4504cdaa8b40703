from kanaal.core.modules import Module


class PeopleModule(Module):
    default = True  # this file holds two AppConfigs, Module being one: without it Django would take neither
    name = "kanaal.people"
    floor = 2

    def ready(self) -> None:
        super().ready()
        from kanaal.people import signals_of_allauth  # noqa: F401  needs the app registry; listening begins by importing
