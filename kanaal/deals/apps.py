from kanaal.core import modules


class DealsModule(modules.Module):
    name = "kanaal.deals"
    floor = 9
