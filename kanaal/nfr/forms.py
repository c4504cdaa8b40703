"""The desk's form for serial numbers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kanaal.catalogue.books import called
from kanaal.catalogue.serial_files import SerialsField
from kanaal.core.forms import ActionForm
from kanaal.nfr.queries import all_serial_products


class LoadForm(ActionForm):
    product = forms.ChoiceField(label=_("Product"))
    file = SerialsField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("product", [(sku, f"{called(sku)} ({sku})") for sku in all_serial_products()])
