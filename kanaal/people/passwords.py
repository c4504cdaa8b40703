"""How long a password must be, in our own words: Django's have no Dutch for the number."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import ngettext


class LongEnough(MinimumLengthValidator):
    def validate(self, password: str, user: Any = None) -> None:
        if len(password) < self.min_length:
            raise ValidationError(self._says(), code="password_too_short")

    def get_help_text(self) -> str:
        return self._says()

    def _says(self) -> str:
        return ngettext("Use at least %(count)s character.", "Use at least %(count)s characters.", self.min_length) % {
            "count": self.min_length
        }
