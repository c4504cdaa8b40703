"""Users at the customer and the licences they are given (V13)."""

from __future__ import annotations

import pytest

from kanaal.core.addresses import AddressMalformed
from kanaal.core.decisions import NotAllowed
from kanaal.licensing import access
from kanaal.licensing.actions import assignments, users
from kanaal.licensing.actions.assignments import (
    assign_licence,
    assign_licences,
    take_licence_back,
    take_licences_back,
)
from kanaal.licensing.actions.importing_users import FileRow, import_licence_users
from kanaal.licensing.actions.users import UserDetails, add_licence_user, change_licence_user, remove_licence_user
from kanaal.licensing.models import Agreement, Assignment, LicenceUser
from tests import world
from tests import world_licences as licences
from tests.threads import kinds, together

pytestmark = pytest.mark.django_db
SKU = licences.SKU


@pytest.fixture
def mine() -> Agreement:
    made = licences.agreement()
    licences.eva(made)
    licences.add(made, 3, ago=5, ordered=3)
    return made


def eva(mine: Agreement):
    return licences.administrator(licences.eva(mine), mine)


def user(mine: Agreement, name: str = "Jan") -> LicenceUser:
    details = UserDetails(f"{name.lower()}@gemeente-waterrijk.example", name)
    return add_licence_user(mine, details=details, by=eva(mine))


def given(mine: Agreement) -> int:
    return Assignment.objects.filter(agreement=mine, until=None).count()


class TestAddLicenceUser:
    def test_by_their_address_which_nobody_else_has_here(self, mine: Agreement) -> None:
        made = user(mine)
        assert (made.user_name, made.source, made.active) == ("jan@gemeente-waterrijk.example", "hand", True)
        with pytest.raises(users.AlreadyAUser):
            add_licence_user(mine, details=UserDetails("JAN@gemeente-waterrijk.example"), by=eva(mine))
        other = licences.agreement("Hogeschool Delta")
        by = licences.administrator(licences.eva(other), other)
        assert add_licence_user(other, details=UserDetails(made.email), by=by).agreement == other

    def test_what_is_no_address_is_refused(self, mine: Agreement) -> None:
        with pytest.raises(AddressMalformed):
            add_licence_user(mine, details=UserDetails("jan"), by=eva(mine))
        assert not LicenceUser.objects.exists()

    def test_not_for_a_reseller(self, mine: Agreement) -> None:
        with pytest.raises(NotAllowed):
            add_licence_user(mine, details=UserDetails("jan@x.example"), by=world.actor(world.anna()))
        assert not LicenceUser.objects.exists()

    def test_the_event_names_them_beside_itself(self, mine: Agreement) -> None:
        user(mine)
        [event] = world.happened("LicenceUserAdded")
        assert "jan" not in str(event.data)
        assert event.personal.data["email"] == "jan@gemeente-waterrijk.example"


class TestChangeLicenceUser:
    def test_name_and_address(self, mine: Agreement) -> None:
        one, other = user(mine), user(mine, "Mia")
        changed = change_licence_user(one, details=UserDetails("j@waterrijk.example", "J. Bakker"), by=eva(mine))
        assert (changed.user_name, changed.name, changed.version) == ("j@waterrijk.example", "J. Bakker", 2)
        with pytest.raises(users.AlreadyAUser):
            change_licence_user(one, details=UserDetails(other.email), by=eva(mine))

    def test_the_same_again_is_no_change(self, mine: Agreement) -> None:
        one = user(mine)
        assert change_licence_user(one, details=UserDetails(one.email, one.name), by=eva(mine)).version == 1
        assert not world.happened("LicenceUserChanged")

    def test_who_is_no_longer_active_loses_their_licences(self, mine: Agreement) -> None:
        one = user(mine)
        assign_licence(one, sku=SKU, by=eva(mine))
        change_licence_user(one, details=UserDetails(one.email, one.name, active=False), by=eva(mine))
        assert given(mine) == 0
        with pytest.raises(assignments.UserInactive):
            assign_licence(one, sku=SKU, by=eva(mine))


class TestRemoveLicenceUser:
    def test_nothing_is_kept_but_that_it_happened(self, mine: Agreement) -> None:
        one = user(mine)
        assign_licence(one, sku=SKU, by=eva(mine))
        remove_licence_user(one, by=eva(mine))
        assert not LicenceUser.objects.exists()
        assert given(mine) == 0
        [event] = world.happened("LicenceUserAdded")
        assert event.personal.data == {}
        assert world.happened("LicenceUserRemoved")

    def test_not_for_a_reseller(self, mine: Agreement) -> None:
        one = user(mine)
        with pytest.raises(NotAllowed):
            remove_licence_user(one, by=world.actor(world.anna()))
        assert LicenceUser.objects.exists()


class TestAssignLicence:
    def test_never_more_than_can_be_used_and_it_says_what_to_do(self, mine: Agreement) -> None:
        for name in ("Jan", "Mia", "Bas"):
            assign_licence(user(mine, name), sku=SKU, by=eva(mine))
        with pytest.raises(assignments.NotEnoughLicences) as refused:
            assign_licence(user(mine, "Ans"), sku=SKU, by=eva(mine))
        assert "Lindeboom" in str(refused.value.remedy)
        assert given(mine) == 3

    def test_twice_is_one(self, mine: Agreement) -> None:
        one = user(mine)
        first = assign_licence(one, sku=SKU, by=eva(mine))
        assert assign_licence(one, sku=SKU, by=eva(mine)) == first
        assert len(world.happened("LicencesGiven")) == 1

    def test_not_of_what_the_customer_has_not(self, mine: Agreement) -> None:
        with pytest.raises(assignments.NotYours):
            assign_licence(user(mine), sku=licences.OTHER, by=eva(mine))

    def test_suspended_licences_are_given_to_nobody(self) -> None:
        made = licences.agreement("Omroep Zuid")
        licences.eva(made)
        licences.add(made, 2, ago=70)
        with pytest.raises(assignments.NotEnoughLicences):
            assign_licence(user(made), sku=SKU, by=eva(made))

    @pytest.mark.django_db(transaction=True)
    def test_the_last_one_goes_to_one_of_two(self) -> None:
        made = licences.agreement()
        licences.eva(made)
        licences.add(made, 1, ago=5, ordered=1)
        people, by = [user(made, "Jan"), user(made, "Mia")], eva(made)
        raised = together(*(lambda one=one: assign_licence(one, sku=SKU, by=by) for one in people))
        assert kinds(raised) == [assignments.NotEnoughLicences]
        assert given(made) == 1


class TestAssignLicences:
    def test_all_or_none(self, mine: Agreement) -> None:
        ids = [user(mine, name).pk for name in ("Jan", "Mia", "Bas", "Ans")]
        with pytest.raises(assignments.NotEnoughLicences):
            assign_licences(mine, sku=SKU, users=ids, by=eva(mine))
        assert given(mine) == 0
        assert assign_licences(mine, sku=SKU, users=ids[:3], by=eva(mine)) == 3
        assert assign_licences(mine, sku=SKU, users=ids[:3], by=eva(mine)) == 0

    def test_another_customers_users_are_nobody_here(self, mine: Agreement) -> None:
        other = licences.agreement("Hogeschool Delta")
        licences.eva(other)
        stranger = user(other, "Ruud")
        assert assign_licences(mine, sku=SKU, users=[stranger.pk], by=eva(mine)) == 0
        assert given(other) == 0


class TestTakeLicenceBack:
    def test_it_is_free_again(self, mine: Agreement) -> None:
        one = user(mine)
        assign_licence(one, sku=SKU, by=eva(mine))
        for _again in range(2):
            take_licence_back(one, sku=SKU, by=eva(mine))
        assert access.access_to(mine, SKU).free == 3
        assert len(world.happened("LicencesTakenBack")) == 1


class TestTakeLicencesBack:
    def test_from_several(self, mine: Agreement) -> None:
        ids = [user(mine, name).pk for name in ("Jan", "Mia")]
        assign_licences(mine, sku=SKU, users=ids, by=eva(mine))
        assert take_licences_back(mine, sku=SKU, users=ids, by=eva(mine)) == 2
        assert given(mine) == 0

    def test_not_for_a_reseller(self, mine: Agreement) -> None:
        with pytest.raises(NotAllowed):
            take_licences_back(mine, sku=SKU, users=[], by=world.actor(world.anna()))


class TestImportLicenceUsers:
    def rows(self, count: int) -> list[FileRow]:
        return [FileRow(f"u{n}@waterrijk.example", f"U {n}", (SKU,) if n < 2 else ()) for n in range(count)]

    def test_adds_names_and_gives_and_the_same_again_changes_nothing(self, mine: Agreement) -> None:
        known = user(mine)
        rows = [*self.rows(3), FileRow(known.email, "Jan Bakker")]
        done = import_licence_users(mine, rows=rows, file="a" * 64, by=eva(mine))
        assert (done.added, done.changed, done.given) == (3, 1, 2)
        again = import_licence_users(mine, rows=rows, file="a" * 64, by=eva(mine))
        assert (again.added, again.changed, again.given) == (0, 0, 0)
        assert LicenceUser.objects.count() == 4

    def test_all_or_nothing_when_licences_run_out(self, mine: Agreement) -> None:
        rows = [FileRow(f"u{n}@waterrijk.example", "", (SKU,)) for n in range(4)]
        with pytest.raises(assignments.NotEnoughLicences):
            import_licence_users(mine, rows=rows, file="b" * 64, by=eva(mine))
        assert not LicenceUser.objects.exists()

    def test_five_thousand(self, mine: Agreement, django_assert_max_num_queries) -> None:
        with django_assert_max_num_queries(120):
            done = import_licence_users(mine, rows=self.rows(5000), file="c" * 64, by=eva(mine))
        assert (done.added, done.given) == (5000, 2)

    def test_a_directory_takes_in_no_files(self, mine: Agreement) -> None:
        with pytest.raises(NotAllowed):
            import_licence_users(mine, rows=[], file="", by=world.actor(world.anna()))
