"""What is said of a line that is not taken in: what is wrong, and what to do (R1)."""

from django.utils.translation import gettext_noop as _

TOO_MANY_CELLS = _("There are more cells than headings. Put quotes around a text with the separator in it.")
FORMULA = _("This is a formula, and formulas are not computed here. Paste its value instead (paste special, values).")
STRANGE = _("This can't be kept as it is. Type it anew, in %(most)s characters at most, as plain text.")
MISSING = _("This is empty. Fill it in.")
NO_DAY = _("%(cell)s is no day. Write year-month-day, for instance %(example)s.")
TWO_DAYS = _(
    "%(cell)s can be two days, and the report does not tell which. Write year-month-day, for instance %(example)s, or "
    "say with the report how its days are written."
)
UNKNOWN_PRODUCT = _("%(sku)s is no product of the programme. Write the number as the price list does.")
NO_QUANTITY = _("%(cell)s is no number of pieces. Write a whole number; below zero for what went back.")
NO_AMOUNT = _("%(cell)s is no amount. Write it like 1412.60, without the currency.")
TWO_AMOUNTS = _("%(cell)s can be two amounts, thousands or decimals. Write it like 1412.60.")
SIGNS = _("Quantity and amount gainsay each other: of what went back, both are below zero.")
NO_CURRENCY = _("%(cell)s is no currency. Write its code of three letters, such as EUR.")
NO_KIND = _("This is no kind of order number. Write one of these: %(kinds)s.")
NO_ORDER = _("The order number is missing. Without it the sale can't be matched.")
NO_RESELLER = _("The reseller is missing. Write its membership ID or its name.")
SIGNS_OF_MONEY = {"€": "EUR", "EURO": "EUR", "£": "GBP", "US$": "USD", "USD$": "USD"}
