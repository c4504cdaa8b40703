"""Something that waits in every queue of the desk."""

from __future__ import annotations

from kanaal.cases.actions.asking import open_case
from kanaal.core import clock
from kanaal.core.jobs.models import Job
from kanaal.customers.models import DuplicatePair
from kanaal.helpdesk.actions import ask_request
from kanaal.levels.actions.attesting import attest_need
from kanaal.levels.actions.upgrades import request_upgrade
from kanaal.licensing.foresight import prove
from kanaal.nfr.actions.serials import ask_serial
from tests import world, world_accounts, world_deals, world_files, world_licences, world_nfr, world_orders

TASK = "kanaal.core.tasks.deliver_mail"


def everything_waits() -> None:
    """One thing at least in each queue, all of it asked today."""
    world.vera(), world.agent()
    enrolment_waits()
    world_deals.with_the_desk(world.carla(), name="Tekenlokaal")
    upgrade_waits()
    ask_request("branch_domain", values={"domain": "lindeboom.at"}, reason="Wenen", by=world.actor(world.anna()))
    open_case(category="prices", subject="Kolom drie is leeg", body="Kolom drie?", by=world.actor(world.bo()))
    world_orders.return_requested()
    duplicates_wait()
    serials_run_out()
    nobody_hears()
    books_differ()
    job_given_up()


def enrolment_waits() -> None:
    world.submitted()


def upgrade_waits() -> None:
    vera, fatma = world.actor(world.vera()), world.actor(world.fatma())
    attest_need(world.zonnehof(), need="code-of-conduct", value=1, evidence="gezien", by=vera)
    answers = {"people": "3", "customers": "Scholen", "guide-read": "yes"}
    request_upgrade(world.zonnehof(), level=world.CERTIFIED, answers=answers, by=fatma)


def duplicates_wait() -> None:
    pair = (world_accounts.broadcaster(), world_accounts.waterrijk())
    first, second = sorted(pair, key=lambda one: one.pk)
    DuplicatePair.objects.create(first=first, second=second, score=80, found_by="finding", found_at=clock.now())


def serials_run_out() -> None:
    """The last number of the pool goes to Lindeboom, and Maasveld waits for one."""
    world_nfr.pool(*world_nfr.serials(1))
    ask_serial(world.lindeboom(), sku=world_nfr.SKU, by=world.actor(world.anna(), "contact"))
    ask_serial(world.maasveld(), sku=world_nfr.SKU, by=world.actor(world.carla(), "contact"))


def nobody_hears() -> None:
    """A customer whose licences expire, and who has no administrator."""
    world_licences.add(world_licences.agreement("Stichting Zonder Post"), 4, ago=10)
    prove()


def books_differ() -> None:
    """A distributor reports fewer than were ordered."""
    made = world_licences.agreement("Drukkerij De Rotator")
    world_licences.add(made, 12, ago=30, ordered=12)
    today = world_licences.day(0).isoformat()
    world_files.carried_out(world_files.sent("stock", f"{made.number},{world_licences.SKU},9,{today}"))


def job_given_up() -> Job:
    now = clock.machine_now()
    trace = {"class": "smtplib.SMTPServerDisconnected", "trace": "Traceback: the mail server went away", "at": str(now)}
    return Job.objects.create(
        task=TASK, args={"args": [999_999], "kwargs": {}}, run_at=now, finished_at=now, state="FAILED", attempts=5,
        errors=[trace],
    )  # fmt: skip
