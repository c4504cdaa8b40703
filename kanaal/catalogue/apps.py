from kanaal.core import modules


class CatalogueModule(modules.Module):
    name = "kanaal.catalogue"
    floor = 3
