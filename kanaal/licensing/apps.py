from kanaal.core import modules


class LicensingModule(modules.Module):
    name = "kanaal.licensing"
    floor = 7
