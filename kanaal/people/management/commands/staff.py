"""`kanaal staff add EMAIL --role manager`: the first member of staff. The others get their roles on the page Staff."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction

from kanaal.core.actors import CLOCK
from kanaal.core.refusals import Refusal
from kanaal.people import queries
from kanaal.people.actions.staff import grant_staff_role
from kanaal.people.models import Person, StaffRole


class Command(BaseCommand):
    help = "Give somebody a role among the vendor's staff, from the command line of this installation."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        add = verbs.add_parser("add", help="give a staff role to the person with this e-mail address")
        add.add_argument("email")
        add.add_argument("--role", default="manager", choices=StaffRole.Kind.values)
        add.add_argument("--name", default="", help="what the person is called, when the ID is new")
        verbs.add_parser("list", help="who is staff")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "list":
            for role in queries.staff_list():
                self.stdout.write(f"{role.person.email}  {role.kind}")
            return
        self.add(options["email"], options["role"], options["name"])

    @transaction.atomic
    def add(self, email: str, role: str, name: str) -> None:
        """Give the role; where nobody has the address, make an ID whose owner chooses the password by mail."""
        try:
            validate_email(email)
            person = queries.by_address(email)
            made = person is None
            person = person or Person.objects.create_user(email, name=name)
            grant_staff_role(person, kind=role, by=CLOCK)
        except (ValidationError, Refusal) as refusal:
            raise CommandError("; ".join(getattr(refusal, "messages", [str(refusal)]))) from refusal
        self.stdout.write(f"{person.email} is {role} now.")
        if made:
            self.stdout.write("The ID is new: choose its password with 'Forgotten?' on the page Sign in.")
