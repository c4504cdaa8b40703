from kanaal.core import modules


class CoreModule(modules.Module):
    name = "kanaal.core"
    floor = 0
