from kanaal.core import modules


class TrainingModule(modules.Module):
    name = "kanaal.training"
    floor = 7
