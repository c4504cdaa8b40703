from kanaal.core.modules import Module


class HelpdeskModule(Module):
    name = "kanaal.helpdesk"
    floor = 3
