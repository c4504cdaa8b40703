from kanaal.core.modules import Module


class ProgrammeModule(Module):
    name = "kanaal.programme"
    floor = 1
