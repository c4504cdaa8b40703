from kanaal.core import modules


class HelpcentreModule(modules.Module):
    name = "kanaal.helpcentre"
    floor = 11
