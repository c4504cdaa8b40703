from kanaal.core import modules


class ResellerConsoleModule(modules.Module):
    name = "kanaal.resellerconsole"
    floor = 10
