from kanaal.core.modules import Module


class SiteModule(Module):
    name = "kanaal.site"
    floor = 12
