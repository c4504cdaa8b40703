from kanaal.core import modules


class BankDetailsModule(modules.Module):
    name = "kanaal.bankdetails"
    floor = 5
