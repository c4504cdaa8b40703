from kanaal.core import modules


class LevelsModule(modules.Module):
    name = "kanaal.levels"
    floor = 5
