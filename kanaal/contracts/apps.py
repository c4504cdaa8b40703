from kanaal.core import modules


class ContractsModule(modules.Module):
    name = "kanaal.contracts"
    floor = 7
