from kanaal.core import modules


class SiteModule(modules.Module):
    name = "kanaal.site"
    floor = 12
