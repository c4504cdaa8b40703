from kanaal.core.modules import Module


class PeopleModule(Module):
    name = "kanaal.people"
    floor = 2
