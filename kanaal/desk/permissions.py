"""Who may see the desk's own pages, and do something about background work."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.decisions import Finding, condition, door, met, permission, unmet
from kanaal.core.jobs.models import Job
from kanaal.core.texts import say
from kanaal.people.permissions import is_staff, staff_is


@condition
def was_given_up(actor: Actor, job: Job) -> Finding:
    if job.state == Job.State.FAILED and job.set_aside_at is None:
        return met(_("it was given up, and nobody has seen to it"))
    return unmet(
        _("it is not among what was given up any more"),
        remedy=say(_("Look at it as it is now: a colleague may have been first.")),
    )


see_desk = door(_("see the work list"), is_staff)
see_figures = door(_("see the figures of the programme"), is_staff)
see_background_work = door(_("see the background work"), is_staff)
run_job_again = permission(_("have this run again"), staff_is("manager", "agent"), was_given_up)
set_job_aside = permission(_("set this aside"), staff_is("manager", "agent"), was_given_up)
