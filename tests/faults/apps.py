from kanaal.core import modules


class FaultsModule(modules.Module):
    """Declares the tasks of these tests, so that a real worker knows them."""

    name = "tests.faults"
