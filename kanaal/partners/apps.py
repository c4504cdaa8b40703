from kanaal.core.modules import Module


class PartnersModule(Module):
    name = "kanaal.partners"
    floor = 4
