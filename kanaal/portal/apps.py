from kanaal.core import modules


class PortalModule(modules.Module):
    name = "kanaal.portal"
    floor = 11
