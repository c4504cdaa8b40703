from kanaal.core import modules


class SellthroughModule(modules.Module):
    name = "kanaal.sellthrough"
    floor = 9
