from kanaal.core import modules


class CustomersModule(modules.Module):
    name = "kanaal.customers"
    floor = 5
