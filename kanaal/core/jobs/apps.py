from django.apps import AppConfig


class JobsApp(AppConfig):
    """The engine's rows: an app of their own, so that the house's models and the engine need not know each other."""

    name = "kanaal.core.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"
