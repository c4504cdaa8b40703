from kanaal.core import modules


class SalesModule(modules.Module):
    name = "kanaal.sales"
    floor = 8
