from kanaal.core import modules


class RebatesModule(modules.Module):
    name = "kanaal.rebates"
    floor = 10
