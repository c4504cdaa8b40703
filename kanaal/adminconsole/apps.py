from kanaal.core import modules


class AdminConsoleModule(modules.Module):
    name = "kanaal.adminconsole"
    floor = 10
