from kanaal.core import modules


class DistributorsModule(modules.Module):
    name = "kanaal.distributors"
    floor = 5
