from kanaal.core import modules


class PartnersModule(modules.Module):
    name = "kanaal.partners"
    floor = 4
