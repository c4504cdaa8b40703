"""The same people through the database: the real actions, the clock's real round and jobs, on the movable clock."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from bench.simulate import holds
from bench.simulate.many import Result
from bench.simulate.people import Act, Agenda, Character
from bench.simulate.story import Broken, Story
from bench.simulate.tokens import Tokens
from bench.simulate.written import Written
from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.jobs.models import Job
from kanaal.core.jobs.queue import call
from kanaal.core.models import Mail
from kanaal.core.refusals import Refusal
from kanaal.distribution.actions.answering import confirm_order
from kanaal.distribution.actions.returning import authorise_return, request_return
from kanaal.licensing import nightly
from kanaal.licensing.actions.authorising import authorise_licences, remove_licences
from kanaal.licensing.actions.committing import accept_commitment, ask_commitment
from kanaal.licensing.actions.consenting import give_switch_consent
from kanaal.licensing.actions.moving import cancel_agreement, move_agreement
from kanaal.licensing.actions.ordering import order_licences
from kanaal.licensing.actions.renewing import order_renewal
from kanaal.licensing.actions.returning import ask_return
from kanaal.licensing.columns import KEPT, fill
from kanaal.licensing.foresight import Surprise, prove, surprises
from kanaal.licensing.knowing import facts_of, facts_of_many, terms_of
from kanaal.licensing.models import Addition, Agreement, Commitment, Order
from kanaal.licensing.rules.days import DAY
from kanaal.licensing.rules.facts import Agreement as Facts
from kanaal.licensing.rules.renewal import due, open_anniversary
from kanaal.licensing.tasks import see_to_it
from kanaal.programme import releases
from tests import world, world_licences


@dataclass
class Cast:
    """Who acts: Anna and Carla at two resellers, Dirk at the distributor, Eva at each customer, Vera at the desk."""

    anna: Actor
    carla: Actor
    dirk: Actor
    vera: Actor

    def seller(self, agreement: Agreement) -> Actor:
        return self.anna if agreement.partner_id == world.lindeboom().pk else self.carla


def cast(until: dt.date) -> Cast:
    """The world that a customer of ten years needs: two memberships and a price list that last as long."""
    text = world._pack("adobe").files["pricing.toml"].replace("valid_until = 2029-12-31", "valid_until = 2099-12-31")
    world.published()
    world.published_with_file("pricing.toml", text)
    found = Cast(
        world.actor(world.anna()), world.actor(world.carla()), world.actor(world_licences.dirk(), "distributor"),
        world.actor(world.vera()),
    )  # fmt: skip
    world_licences.distributor()
    for partner in (world.lindeboom(), world.maasveld()):
        partner.term_ends = until + dt.timedelta(days=400)
        partner.save(update_fields=["term_ends"])
    return found


class Customer:
    """One agreement: its people's plans, the second account of its licences, and what is checked of it each day."""

    def __init__(self, seed: int, index: int, begins: dt.date, until: dt.date, people: Cast) -> None:
        self.rng = random.Random(f"database {seed}:{index}")
        self.people = people
        made = world_licences.agreement(f"Klant {index}")
        world_licences.eva(made)
        self.pk, self.story = made.pk, Story(f"seed {seed}, agreement {index} through the database")
        terms = terms_of(made)
        self.agenda = Agenda(self.rng, Character.drawn(self.rng), terms, begins, until)
        self.tokens: Tokens | None = None
        self.written = Written(self.pk)
        self.planned: set[dt.date] = set()
        self.live = True

    def row(self) -> Agreement:
        return Agreement.objects.select_related("partner", "account", "contact").get(pk=self.pk)

    @property
    def next(self) -> dt.date | None:
        return self.agenda.next if self.live else None

    def act(self, day: dt.date) -> None:
        """What was planned for today, each an action that may be refused."""
        for one in self.agenda.today(day):
            if not self.live:
                return
            agreement = self.row()
            try:
                getattr(self, f"_{one.kind}")(agreement, one, day)
            except Refusal as refusal:
                self.story.note(day, f"refused to {one.kind}: {type(refusal).__name__}", f"{one.about} {refusal}")
            self.sync(day)

    def dawn(self, day: dt.date) -> None:
        """What a day brings by itself. The clock writes nothing down that the second account doesn't know itself."""
        if self.tokens is not None:
            self.tokens.dawn(day)
            self._plan_renewal(self.tokens, day)

    def sync(self, day: dt.date) -> None:
        """What was written goes into the second account; what follows from it is planned."""
        if self.tokens is None:
            agreement = self.row()
            if (known := facts_of(agreement)) is None:
                return
            self.tokens = Tokens(terms_of(agreement), known.cycle(terms_of(agreement)))
        self.tokens.dawn(day)
        for what, about, quantity in self.written.into(self.tokens):
            self.story.note(day, what, f"{about} x{quantity}")
            if what == "added":
                self.agenda.added(about, day)
            elif what == "ordered":
                self.agenda.ordered(about, day)
        self.dawn(day)

    def _plan_renewal(self, tokens: Tokens, day: dt.date) -> None:
        coming = tokens.cycle.next_anniversary(day)
        if coming not in self.planned:
            self.planned.add(coming)
            self.agenda.plan(coming - (tokens.terms.renewing.before_days + 61) * DAY, Act("renew", "*"))

    # --- acts

    def _buy(self, agreement: Agreement, act: Act, day: dt.date) -> None:
        authorise_licences(agreement, wanted={act.about: act.quantity}, by=self.people.seller(agreement))

    def _order(self, agreement: Agreement, act: Act, day: dt.date) -> None:
        one = Addition.objects.filter(agreement=agreement, number=act.about).first()
        left = self.written.open_of(one) if one else 0
        if one is None or not left:
            return
        wanted = {one.number: max(1, int(left * act.share))}
        order = order_licences(
            agreement, wanted=wanted, distributor=world_licences.distributor(), reference="",
            by=self.people.seller(agreement),
        )  # fmt: skip
        self._answer(order, day)

    def _answer(self, order: Order, day: dt.date) -> None:
        """The distributor confirms today, or some days later."""
        if self.rng.random() < 0.7:
            self._confirm(order.agreement, Act("confirm", order.number), day)
        else:
            self.agenda.plan(day + self.rng.randint(1, 6) * DAY, Act("confirm", order.number))

    def _confirm(self, agreement: Agreement, act: Act, day: dt.date) -> None:
        order = Order.objects.select_related("agreement", "partner", "distributor").get(number=act.about)
        quantities = {line.position: line.open for line in order.lines.all() if line.open}
        if quantities:
            confirm_order(order, quantities=quantities, order_number=f"DN-{order.pk}", by=self.people.dirk)

    def _remove(self, agreement: Agreement, act: Act, day: dt.date) -> None:
        one = Addition.objects.filter(agreement=agreement, number=act.about).first()
        left = self.written.open_of(one) if one else 0
        if one is not None and left:
            some = max(1, int(left * act.share))
            remove_licences(one, quantity=some, by=self.people.seller(agreement))

    def _return(self, agreement: Agreement, act: Act, day: dt.date) -> None:
        order = Order.objects.select_related("agreement", "partner", "distributor").get(number=act.about)
        lines = {line.position: line.confirmed for line in order.lines.all() if line.confirmed}
        if self.tokens is not None and any(
            token.order == order.number and token.renewal not in ("", order.number) for token in self.tokens.alive()
        ):
            return  # whoever has renewed them keeps them
        asked = ask_return(order, lines=lines, reason="", by=self.people.seller(agreement))
        request_return(asked, by=self.people.dirk)
        authorise_return(asked, by=self.people.vera)

    def _renew(self, agreement: Agreement, act: Act, day: dt.date) -> None:
        known, terms = facts_of(agreement), terms_of(agreement)
        if known is None:
            return
        if act.about == "*":
            self.agenda.anniversary(known.cycle(terms).next_anniversary(day), known.products)
            return
        anniversary = open_anniversary(known.cycle(terms), terms.renewing, day)
        left = {one.product: one.left for one in due(known, terms, anniversary, day)} if anniversary else {}
        wanted = {act.about: max(1, int(left.get(act.about, 0) * act.share))}
        order = order_renewal(
            agreement, wanted=wanted, distributor=world_licences.distributor(), reference="",
            by=self.people.seller(agreement),
        )  # fmt: skip
        self._answer(order, day)

    def _commit(self, agreement: Agreement, act: Act, day: dt.date) -> None:
        ask_commitment(agreement, quantity=act.quantity, by=self.people.seller(agreement))
        if self.rng.random() < 0.8:
            one = Commitment.objects.filter(agreement=agreement).latest("pk")
            accept_commitment(one, by=self._eva(agreement))

    def _eva(self, agreement: Agreement) -> Actor:
        return world_licences.administrator(world.eva(), agreement)

    def _move(self, agreement: Agreement, act: Act, day: dt.date) -> None:
        other = world.maasveld() if agreement.partner_id == world.lindeboom().pk else world.lindeboom()
        give_switch_consent(agreement, by=self._eva(agreement))
        move_agreement(agreement, to=other, by=self.people.vera)
        self.story.note(day, "moved to another reseller", other.name)

    def _cancel(self, agreement: Agreement, act: Act, day: dt.date) -> None:
        cancel_agreement(agreement, why="", by=self.people.vera)
        self.live = False
        self.story.note(day, "cancelled")

    # --- what must hold

    def check(self, day: dt.date, agreement: Agreement, known: Facts, surprise: Surprise | None) -> None:
        assert self.tokens is not None
        terms = terms_of(agreement)
        self.tokens.dawn(day)
        holds.same_account(self.story, known, terms, self.tokens, day)
        holds.totals_add_up(self.story, known, self.tokens, day)
        self._columns(agreement, known, day)
        if surprise is not None:
            what = surprise.happening
            raise Broken(self.story, day, f"{what.key} x{what.quantity}: told of {surprise.told} before")

    def _columns(self, agreement: Agreement, known: Facts, day: dt.date) -> None:
        kept = {name: getattr(agreement, name) for name in KEPT}
        fill(agreement, known, terms_of(agreement), day)
        anew = {name: getattr(agreement, name) for name in KEPT}
        off = {name: (kept[name], anew[name]) for name in KEPT if kept[name] != anew[name]}
        if off:
            raise Broken(self.story, day, f"kept columns are not what the facts make (kept, anew): {off}")


@dataclass
class Play:
    """Many customers day by day."""

    seed: int
    agreements: int
    years: int
    result: Result = field(init=False)

    def __post_init__(self) -> None:
        self.result = Result(self.seed, self.years)

    def play(self) -> Result:
        today = clock.today(world_licences.agreement("Klant 0").zone) if self.agreements else clock.today()
        until = today + dt.timedelta(days=365 * self.years)
        people = cast(until)
        rng = random.Random(self.seed)
        customers = [
            Customer(self.seed, n, today + dt.timedelta(days=1 + rng.randint(0, 300)), until, people)
            for n in range(self.agreements)
        ]
        self.by_key = {one.pk: one for one in customers}
        for day in self._days(today, until):
            with releases.steady():
                self._live(day)
        self._end(customers)
        return self.result

    def _days(self, today: dt.date, until: dt.date) -> Iterator[dt.date]:
        """Each day on which something is planned or due; the clock is moved to it."""
        while True:
            looks = Agreement.objects.filter(state="live", look_on__isnull=False).order_by("look_on")
            first = looks.values_list("look_on", flat=True).first()
            plans = (one.next for one in self.by_key.values())
            coming = min((day for day in (first, *plans) if day is not None), default=None)
            if coming is None or coming > until:
                return
            today = max(coming, today + DAY)
            zone = next(iter(self.by_key.values())).row().zone
            clock.forward(dt.timedelta(days=max(0, (today - clock.today(zone)).days)))
            yield today

    def _live(self, day: dt.date) -> None:
        due_now = set(Agreement.objects.filter(state="live", look_on__lte=day).values_list("pk", flat=True))
        nightly.go_round()
        acting = [one for one in self.by_key.values() if one.next is not None and one.next <= day]
        for pk in due_now:
            self._guarded(self.by_key[pk], day, self.by_key[pk].dawn)
        for one in acting:
            self._guarded(one, day, one.act)
        self._jobs()
        self._check(due_now | {one.pk for one in acting}, day)

    def _check(self, keys: set[int], day: dt.date) -> None:
        """What was looked at or acted on today, all together: questions as few as for one."""
        found = Agreement.objects.select_related("partner", "account", "contact").filter(pk__in=keys)
        rows = [one for one in found if self.by_key[one.pk].live and self.by_key[one.pk].tokens is not None]
        facts = facts_of_many(rows)
        came = {one.agreement_id: one for one in reversed(surprises(rows, day, day))}
        for agreement in rows:
            one, known = self.by_key[agreement.pk], facts[agreement.pk]
            assert known is not None
            self._guarded(one, day, partial(one.check, agreement=agreement, known=known, surprise=came.get(one.pk)))

    def _guarded(self, one: Customer, day: dt.date, does: Any) -> None:
        """What breaks for one is told, and it is played no further; the others go on."""
        try:
            does(day)
        except (AssertionError, ValueError, LookupError) as fault:
            broken = fault if isinstance(fault, AssertionError) else Broken(one.story, day, repr(fault))
            again = f"make simulate ARGS='--agreements 0 --years {self.years} --seed {self.seed // 100}'"
            self.result.broken.append(f"{broken}\nagain: {again}")
            one.live = False
            one.story.note(day, "broken")

    def _jobs(self) -> None:
        """What acts asked of the clock is done; mails are taken for sent."""
        for job in Job.objects.filter(task=see_to_it.module_path, state="READY").order_by("pk"):
            call(job)
        Job.objects.all().delete()
        Mail.objects.filter(state="waiting").update(state="sent")

    def _end(self, customers: list[Customer]) -> None:
        self.result.agreements = len(customers)
        self.result.kinds = Counter(Agreement.objects.values_list("terms", flat=True))
        for one in customers:
            self.result.counts += one.story.counts
        proof = prove()
        self.result.counts["mails that announce"] = Mail.objects.filter(name="happenings_announced").count()
        self.result.counts["announcements still to come"] = proof.announcements
        if proof.alone:
            self.result.broken.append(f"{proof.alone} changes are coming of which nobody will hear")
