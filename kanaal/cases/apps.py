from kanaal.core import modules


class CasesModule(modules.Module):
    name = "kanaal.cases"
    floor = 5
