from kanaal.core import modules


class HelpdeskModule(modules.Module):
    name = "kanaal.helpdesk"
    floor = 3
