from kanaal.core.modules import Module


class CoreModule(Module):
    name = "kanaal.core"
    floor = 0
