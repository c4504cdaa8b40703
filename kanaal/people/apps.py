from kanaal.core import modules


class PeopleModule(modules.Module):
    name = "kanaal.people"
    floor = 2

    def ready(self) -> None:
        super().ready()
        from kanaal.people import signals_of_allauth  # noqa: F401  needs the app registry; listening begins by importing
