"""The door of the vendor's desk."""

from __future__ import annotations

from kanaal.partners import permissions
from kanaal.people import doors

staff_page = doors.staff_page(permissions.see_enrolments)
