from kanaal.core.modules import Module


class DeskModule(Module):
    name = "kanaal.desk"
    floor = 11
