from kanaal.core.modules import Module


class PortalModule(Module):
    name = "kanaal.portal"
    floor = 11
