from kanaal.core import modules


class PricingModule(modules.Module):
    name = "kanaal.pricing"
    floor = 7
