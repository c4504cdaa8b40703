from kanaal.core import modules


class LicensingWebsiteModule(modules.Module):
    name = "kanaal.licensingwebsite"
    floor = 10
