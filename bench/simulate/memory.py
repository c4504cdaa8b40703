"""An agreement's years over the rules alone, in memory."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from dataclasses import replace

from bench.simulate import holds
from bench.simulate.people import Act, Agenda, Character
from bench.simulate.story import Broken, Story
from bench.simulate.tokens import Tokens
from kanaal.licensing.columns import ahead_of, next_look
from kanaal.licensing.rules.announcements import Told, due
from kanaal.licensing.rules.authorisations import State, deadlines, owed, state
from kanaal.licensing.rules.commitment import commitment_misses
from kanaal.licensing.rules.days import DAY, Span
from kanaal.licensing.rules.facts import LICENCE, Addition, Agreement, Commitment, Part, Renewal, Setting
from kanaal.licensing.rules.happenings import Timeline
from kanaal.licensing.rules.orders import return_by
from kanaal.licensing.rules.renewal import as_it_goes, open_anniversary, renewal_misses, split
from kanaal.licensing.rules.terms import Terms

OUTAGE = 0.03
"""So many agreements live through a time in which the clock stood still."""
BETWEEN = 0.3
"""So often a day is looked at on which nothing should happen."""


class Life:
    """One agreement, played from its first day on. Raises Broken when something does not hold."""

    def __init__(self, seed: int, index: int, terms: Terms, begins: dt.date, until: dt.date) -> None:
        self.rng = random.Random(f"{seed}:{index}")
        self.story = Story(f"seed {seed}, agreement {index} ({terms.key}, begins {begins})")
        self.terms, self.until = terms, until
        self.facts = Agreement(begins)
        self.tokens = Tokens(terms, self.facts.cycle(terms))
        self.agenda = Agenda(self.rng, Character.drawn(self.rng), terms, begins, until)
        self.told: list[tuple[dt.date, Told]] = []
        self.looked, self.look_on = begins - DAY, begins
        self.numbers = Counter[str]()
        self.live = True
        self._outage(begins)
        for anniversary in self.facts.cycle(terms).coming(begins):
            if anniversary > until + terms.renewing.before_days * DAY:
                break
            self.agenda.plan(anniversary - (terms.renewing.before_days + 61) * DAY, Act("renew", "*"))

    def _outage(self, begins: dt.date) -> None:
        """When the clock stands still for this agreement, if it does."""
        self.dark: Span | None = None
        if self.rng.random() < OUTAGE:
            first = begins + self.rng.randint(20, 3000) * DAY
            self.dark = Span(first, first + self.rng.randint(2, 40) * DAY)

    def play(self) -> Story:
        day = self.facts.begins
        try:
            while day <= self.until and self.live:
                self._live(day)
                day = self._next(day)
        except (ValueError, LookupError) as fault:
            raise Broken(self.story, day, f"{type(fault).__name__}: {fault}") from fault
        return self.story

    def _next(self, day: dt.date) -> dt.date:
        """The next day on which something is to be done; a day between is looked at, too."""
        coming = [one for one in (self.agenda.next, self.look_on) if one is not None]
        following = min(max(min(coming, default=self.until + DAY), day + DAY), self.until + DAY)
        between = (following - day).days
        if between > 1 and self.rng.random() < BETWEEN:
            some = day + self.rng.randint(1, between - 1) * DAY
            self._looks_right(some)
            if self._clock_runs(some) and due(self._ahead(some), self.terms, self._told(), some - DAY):
                raise Broken(self.story, some, "something is due on a day on which the clock need not look")
        return following

    def _clock_runs(self, day: dt.date) -> bool:
        return self.dark is None or day not in self.dark

    def _live(self, day: dt.date) -> None:
        self.tokens.dawn(day)
        acts, runs = self.agenda.today(day), self._clock_runs(day)
        if runs:
            seen = self._look(day)
            if self.dark is None or day < self.dark.first or day > self.dark.last + 100 * DAY:
                holds.was_told(self.story, seen, self.facts, self.terms, holds.told_pairs(self.told), day)
        elif self.dark is not None:
            self.look_on = self.dark.last + DAY
        for act in acts:
            self._do(act, day)
        if acts and runs and self.live:
            self.tokens.dawn(day)
            self._look(day)
        self._looks_right(day)

    def now(self, day: dt.date) -> Agreement:
        """As it is known, whether the clock has written it down or not."""
        return as_it_goes(self.facts, self.terms, Span(self.looked, day))

    def _looks_right(self, day: dt.date) -> None:
        self.tokens.dawn(day)
        known = self.now(day)
        holds.same_account(self.story, known, self.terms, self.tokens, day)
        holds.totals_add_up(self.story, known, self.tokens, day)

    def _told(self) -> list[Told]:
        return [one for _, one in self.told]

    def _ahead(self, day: dt.date, since: dt.date | None = None) -> Timeline:
        return ahead_of(self.now(day), self.terms, day, since)

    def _look(self, day: dt.date) -> Timeline:
        """What the clock does: write down, tell, and say when it comes again."""
        before = len(self.facts.renewals)
        self.facts = self.now(day)
        self._note_renewed(before, day)
        since = min(self.looked, day - DAY)
        seen = self._ahead(day, since)
        for one in due(seen, self.terms, self._told(), since):
            self.told.append((day, one.told))
            late = "late: " if one.late else ""
            self.story.note(
                day, f"{late}told of {one.happening.kind}", f"{one.happening.key} x{one.happening.quantity}"
            )
            self.agenda.told(one, day)
        for happening in seen.happenings:
            if happening.on == day and happening.kind in self.terms.announced and self.looked < day:
                self.story.note(day, f"{happening.kind}", f"{happening.about} x{happening.quantity}")
        if due(seen, self.terms, self._told(), since):
            raise Broken(self.story, day, "what was told is due again on the same day")
        self.looked, self.look_on = day, next_look(seen, self.facts, self.terms) or self.until + DAY
        return seen

    def _note_renewed(self, before: int, day: dt.date) -> None:
        for one in self.facts.renewals[before:]:
            self.story.note(day, "renewed by itself", f"{one.quantity} {one.product}")

    # --- acts

    def _do(self, act: Act, day: dt.date) -> None:
        before = len(self.facts.renewals)
        self.facts = self.now(day)  # an act sees what days brought; the clock's own note may come later
        self._note_renewed(before, day)
        self.looked = max(self.looked, day - DAY) if before < len(self.facts.renewals) else self.looked
        getattr(self, f"_{act.kind}")(act, day)

    def _number(self, prefix: str) -> str:
        self.numbers[prefix] += 1
        return f"{prefix}-{self.numbers[prefix]}"

    def _change(self, addition: Addition) -> None:
        changed = tuple(addition if one.number == addition.number else one for one in self.facts.additions)
        self.facts = replace(self.facts, additions=changed)

    def _find(self, number: str) -> Addition | None:
        return next((one for one in self.facts.additions if one.number == number), None)

    def _buy(self, act: Act, day: dt.date) -> None:
        if owed(self.facts, self.terms, day):
            self.story.note(day, "no: payment required", act.about)
            return
        number = self._number("PA")
        one = Addition(number, act.about, act.quantity, day)
        self.tokens.add(act.about, number, act.quantity, day)
        if self.terms.authorising is None:
            order = self._number("O")
            one = replace(one, orders=(Part(day, act.quantity, order),))
            self.tokens.order(number, act.quantity, order)
            self.agenda.ordered(order, day)
        self.facts = replace(self.facts, additions=(*self.facts.additions, one))
        self.story.note(day, "added", f"{number}: {act.quantity} {act.about}")
        self.agenda.added(number, day)

    def _order(self, act: Act, day: dt.date) -> None:
        one = self._find(act.about)
        if one is None or not one.open(day) or (days := deadlines(one, self.tokens.cycle, self.terms)) is None:
            return
        if day >= days.lapses_on:
            self.story.note(day, "no: it has lapsed", act.about)
            return
        some = max(1, int(one.open(day) * act.share))
        was, order = state(one, self.tokens.cycle, self.terms, day), self._number("O")
        self._change(replace(one, orders=(*one.orders, Part(day, some, order))))
        self.tokens.order(one.number, some, order)
        self.story.note(day, f"ordered while {was}", f"{order}: {some} of {one.number}")
        self.agenda.ordered(order, day)

    def _remove(self, act: Act, day: dt.date) -> None:
        one = self._find(act.about)
        days = deadlines(one, self.tokens.cycle, self.terms) if one else None
        if one is None or days is None or not one.open(day) or day > min(days.remove_by, days.order_by):
            return
        if state(one, self.tokens.cycle, self.terms, day) is not State.PENDING:
            return
        some = max(1, int(one.open(day) * act.share))
        self._change(replace(one, removals=(*one.removals, Part(day, some))))
        self.tokens.remove(one.number, some)
        self.story.note(day, "removed", f"{some} of {one.number}")

    def _return(self, act: Act, day: dt.date) -> None:
        if any(one.number == act.about for one in self.facts.renewals):
            return self._return_renewal(act, day)
        found = ((one, part) for one in self.facts.additions for part in one.orders if part.number == act.about)
        one, part = next(found, (None, None))
        mine = [token for token in self.tokens.alive() if token.order == act.about]
        if one is None or part is None or day > return_by(part.on, self.terms):
            self.story.note(day, "no: too late to return", act.about)
        elif len(mine) == part.quantity and not any(token.renewal for token in mine):
            number = self._number("R")
            self._change(replace(one, returns=(*one.returns, Part(day, part.quantity, number))))
            self.tokens.give_back(act.about, part.quantity)
            self.story.note(day, "returned", f"{number}: {part.quantity} of {one.number}")
        return None

    def _return_renewal(self, act: Act, day: dt.date) -> None:
        one = next(one for one in self.facts.renewals if one.number == act.about)
        mine = [token for token in self.tokens.alive() if token.renewal == act.about]
        if day > return_by(one.ordered, self.terms, one.anniversary) or len(mine) != one.quantity:
            return
        back = replace(one, returns=(Part(day, one.quantity, self._number("R")),))
        self.facts = replace(self.facts, renewals=tuple(back if x is one else x for x in self.facts.renewals))
        self.tokens.unrenew(act.about, one.quantity)
        self.story.note(day, "renewal returned", f"{act.about}: {one.quantity} {one.product}")

    def _renew(self, act: Act, day: dt.date) -> None:
        cycle = self.tokens.cycle
        if act.about == "*":
            self.agenda.anniversary(cycle.next_anniversary(day), self.facts.products)
            return
        anniversary = open_anniversary(cycle, self.terms.renewing, day)
        left = split(self.facts, self.terms, {act.about: 10**6}, day)[0].renewed if anniversary else 0
        asked = {act.about: max(1, int(left * act.share))}
        if anniversary is None or not left or renewal_misses(self.facts, self.terms, asked, day):
            self.story.note(day, "no: nothing to renew", act.about)
            return
        (part,) = split(self.facts, self.terms, asked, day)
        number = self._number("V")
        one = Renewal(number, act.about, anniversary, day, part.renewed)
        self.facts = replace(self.facts, renewals=(*self.facts.renewals, one))
        self.tokens.renew(act.about, part.renewed, anniversary, number)
        self.story.note(day, "renewed", f"{number}: {part.renewed} {act.about} for {anniversary}")
        self.agenda.ordered(number, day)
        if part.added and not owed(self.facts, self.terms, day):
            self._buy(Act("buy", act.about, part.added), day)

    def _setting(self, act: Act, day: dt.date) -> None:
        enabled, quantity = act.quantity >= 0, act.quantity if act.quantity > 0 else None
        others = tuple(one for one in self.facts.settings if one.product != act.about)
        self.facts = replace(self.facts, settings=(*others, Setting(act.about, enabled, quantity)))
        self.tokens.settings[act.about] = (enabled, quantity)
        self.story.note(day, "setting changed", f"{act.about}: {enabled} {quantity}")

    def _commit(self, act: Act, day: dt.date) -> None:
        ladder, says = self.terms.ladder(LICENCE), self.terms.committing
        level = ladder.steps[-1].key if ladder else ""
        if (
            says is None
            or ladder is None
            or commitment_misses(self.facts, self.terms, ladder, act.quantity, level, day)
        ):
            return
        commitment = Commitment(self._number("3Y"), act.quantity, day, accepted=day)
        self.facts = replace(self.facts, commitment=commitment)
        self.story.note(day, "committed", f"{act.quantity}")

    def _move(self, act: Act, day: dt.date) -> None:
        """To the facts it is nothing: days and licences go on."""
        self.story.note(day, "moved to another reseller")

    def _cancel(self, act: Act, day: dt.date) -> None:
        self.live = False
        self.story.note(day, "cancelled")
