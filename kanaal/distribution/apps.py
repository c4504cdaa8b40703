from kanaal.core import modules


class DistributionModule(modules.Module):
    name = "kanaal.distribution"
    floor = 10
