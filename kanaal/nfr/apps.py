from kanaal.core import modules


class NfrModule(modules.Module):
    name = "kanaal.nfr"
    floor = 10
