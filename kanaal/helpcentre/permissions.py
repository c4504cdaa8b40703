"""Who may look into other people's situation, and at what readers did not find."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from kanaal.core.decisions import door, permission
from kanaal.people.permissions import is_staff, staff_is

see_unanswered = door(_("see what was not found in the help centre"), is_staff)
enter_why = door(_("look at why somebody can't do something"), staff_is("manager", "agent"))
look_into_why = permission(_("look at why this person can't do something"), staff_is("manager", "agent"))
