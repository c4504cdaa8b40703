from django.db.models import CharField

from kanaal.core import modules
from kanaal.core.sql import InChoices


class CoreModule(modules.Module):
    name = "kanaal.core"
    floor = 0

    def ready(self) -> None:
        CharField.register_lookup(InChoices)
        super().ready()
