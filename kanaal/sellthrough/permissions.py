"""Who may do what with sales reports: distributors and partners that owe them, the vendor's desk, its finance (R1).

A condition here is about the company that reports (`Distributor` or `Partner`), or about what it sent.
"""

from __future__ import annotations

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.decisions import Condition, Finding, condition, door, met, permission, unmet
from kanaal.core.texts import name, say
from kanaal.distributors.models import Distributor
from kanaal.distributors.permissions import acts_for_a_distributor, for_another, takes_orders
from kanaal.distributors.queries import acts_for
from kanaal.partners import permissions as of_partners
from kanaal.partners.models import Partner
from kanaal.partners.policy import ContactsPolicy, LevelsPolicy
from kanaal.partners.queries import contact_of
from kanaal.people.permissions import is_staff, staff_is
from kanaal.programme.lacking import lacking
from kanaal.programme.policies import policy
from kanaal.sellthrough.models import ReportKey
from kanaal.sellthrough.policy import SellthroughPolicy
from kanaal.sellthrough.reporters import Reporter, has_reports, reporter_key

counts: Condition[Any] = staff_is("manager", "finance")
works: Condition[Any] = staff_is("manager", "agent", "finance")


@condition
def acts_for_the_reporter(actor: Actor, company: Reporter) -> Finding:
    if isinstance(company, Partner):
        return of_partners.contact_active.ask(actor, company)
    if acts_for(actor, company):
        return met(_("you act for %(distributor)s"), distributor=name(company.name))
    return acts_for_a_distributor.ask(actor, company) if not actor.acts_as("distributor") else for_another()


@condition
def reporter_in_force(actor: Actor, company: Reporter) -> Finding:
    if isinstance(company, Partner):
        return of_partners.membership_in_force.ask(actor, company)
    return takes_orders.ask(actor, company)


@condition
def owes_reports(actor: Actor, company: Reporter) -> Finding:
    """All distributors, or partners of some levels, as the programme says."""
    if not has_reports():
        return lacking(_("this programme asks for no sales reports"))
    rule = policy(SellthroughPolicy)
    if isinstance(company, Distributor):
        if rule.distributors:
            return met(_("distributors report their sales each month"))
        return lacking(_("distributors send no sales reports in this programme"))
    if company.level in rule.levels:
        return met(_("partners of your level, %(level)s, report their sales each month"), level=company.level_name)
    return _level_reports_nothing(company, rule)


def _level_reports_nothing(partner: Partner, rule: SellthroughPolicy) -> Finding:
    levels = policy(LevelsPolicy)
    asked = [one for one in levels.by_rank if one.key in rule.levels]
    if not asked:
        return lacking(_("partners send no sales reports in this programme"))
    return unmet(
        _("sales reports are asked of %(needed)s, and your level is %(level)s"),
        needed=asked[0].name,
        level=partner.level_name,
        remedy=say(_("There is nothing to do: your distributors report what they sold to you.")),
        link=f"{reverse_lazy('levels')}#level-{asked[0].key}",
        label=say(_("What %(needed)s needs"), needed=asked[0].name),
    )


@condition
def kind_reports(actor: Actor, company: Reporter) -> Finding:
    """Of a partner, contacts of some kinds; of a distributor, all its people."""
    if isinstance(company, Distributor):
        return met(_("all who act for a distributor may report"))
    kinds, mine = policy(SellthroughPolicy).contacts if has_reports() else (), contact_of(actor, company)
    rule = policy(ContactsPolicy)
    if mine is not None and mine.kind in kinds:
        return met(_("your kind of contact, %(kind)s, may report sales"), kind=rule.kind(mine.kind).name)
    return unmet(
        _("your kind of contact does not report sales"),
        **of_partners.via_primary(actor, company),
    )


@condition
def is_its_key(actor: Actor, key: ReportKey) -> Finding:
    """Somebody of the company whose key it is; or the vendor, who ends what leaked."""
    if works.ask(actor, key).met:
        return works.ask(actor, key)
    if reporter_key(actor) == key.reporter:
        return met(_("it is a key of your company"))
    return unmet(
        _("it is no key of your company"),
        remedy=say(_("Look among your own keys.")),
        link=reverse_lazy("sales-report-keys"),
        label=say(_("Your keys")),
    )


enter_sales_reports = door(
    _("open the sales reports"), acts_for_the_reporter, reporter_in_force, owes_reports, kind_reports
)
send_sales_report = permission(
    _("send a sales report"), acts_for_the_reporter, reporter_in_force, owes_reports, kind_reports
)
report_nothing_sold = permission(
    _("report that nothing was sold"), acts_for_the_reporter, reporter_in_force, owes_reports, kind_reports
)
make_report_key = permission(
    _("make a key for a program"), acts_for_the_reporter, reporter_in_force, owes_reports, kind_reports
)
withdraw_report_key = permission(_("withdraw this key"), is_its_key)
remind_of_sales_report = permission(_("remind of a sales report"), of_partners.is_the_clock)
see_sales_reports = door(_("see the sales reports"), is_staff)
load_day_rates = permission(_("load day rates"), counts)
lock_period = permission(_("lock a month"), counts)
unlock_period = permission(_("open a locked month again"), counts)
recognise_reseller = permission(_("say whom a report means"), works)
