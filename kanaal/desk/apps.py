from kanaal.core import modules


class DeskModule(modules.Module):
    name = "kanaal.desk"
    floor = 11
