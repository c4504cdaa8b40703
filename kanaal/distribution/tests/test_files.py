"""Files: read whatever their shape, judged row by row, carried out once."""

from __future__ import annotations

import pytest

from kanaal.core.decisions import NotAllowed
from kanaal.core.jobs.models import Job
from kanaal.core.jobs.worker import drain
from kanaal.core.texts import Text
from kanaal.distribution import work
from kanaal.distribution.actions import files
from kanaal.distribution.actions.answering import confirm_order
from kanaal.distribution.actions.files import carry_out_file, drop_file, take_in_file
from kanaal.distribution.filing.templates import HEADINGS, rows_of
from kanaal.distribution.models import DistributorFile
from kanaal.distribution.shown_files import faulty_rows
from kanaal.distributors.models import DistributorUser
from kanaal.licensing.models import Order, OrderLine, ReportedHolding, Return
from tests import world
from tests.world_files import HEADS, carried_out, confirm, faults, sent, states, table
from tests.world_licences import SKU, agreement, day, distributor
from tests.world_orders import anna, asked, dirk, greta, other_distributor, return_asked, return_credited

pytestmark = pytest.mark.django_db


def fault(file: DistributorFile) -> str:
    assert file.state == "unreadable"
    assert file.fault is not None
    return str(Text.from_data(file.fault))


def answered(order: Order) -> tuple[str, int, int]:
    order.refresh_from_db()
    line = order.lines.get()
    return order.state, line.confirmed, line.refused


class TestTakeInFile:
    def test_nothing_is_done_before_it_was_looked_at(self) -> None:
        order = asked()
        file = sent("answers", confirm(order, 12))
        assert (file.state, states(file)) == ("checked", [(2, "sound")])
        assert answered(order) == ("asked", 0, 0)

    def test_the_same_file_is_sent_once(self) -> None:
        order = asked()
        sent("answers", confirm(order, 12))
        with pytest.raises(files.SentBefore):
            sent("answers", confirm(order, 12))
        assert DistributorFile.objects.count() == 1

    def test_one_that_was_dropped_or_unreadable_can_be_sent_again(self) -> None:
        order = asked()
        drop_file(sent("answers", confirm(order, 12)), by=dirk())
        assert sent("answers", confirm(order, 12)).state == "checked"
        sent("answers", end="x")
        assert sent("answers", end="x").state == "unreadable"

    @pytest.mark.parametrize("data", [b"", b"  \r\n"])
    def test_an_empty_file_is_refused(self, data: bytes) -> None:
        with pytest.raises(files.NoFile):
            take_in_file(distributor(), kind="answers", called="x.csv", data=data, by=dirk())

    def test_only_for_ones_own_distributor(self) -> None:
        with pytest.raises(NotAllowed):
            take_in_file(distributor(), kind="answers", called="x", data=b"x", by=anna())


class TestReading:
    def test_what_was_cut_is_refused(self) -> None:
        order = asked()
        file = sent("answers", confirm(order, 5), confirm(order, 7, "DN-2"), end=f"{order.number},1,")
        assert "breaks off in line 4" in fault(file)
        assert not file.all_rows.exists()

    def test_the_end_says_how_many(self) -> None:
        order = asked()
        assert "says that there are 3 rows, and 1 have arrived" in fault(
            sent("answers", confirm(order, 5), end="END,3")
        )

    def test_nothing_stands_below_the_end(self) -> None:
        order = asked()
        assert "rows below" in fault(sent("answers", confirm(order, 5), end=f"END\r\n{confirm(order, 7)}"))

    def test_without_an_end_somebody_has_to_say_that_it_is_whole(self) -> None:
        order = asked()
        file = sent("answers", confirm(order, 5), end="")
        assert file.state == "checked"
        with pytest.raises(files.NotSure):
            carry_out_file(file, sure=False, by=dirk())
        assert answered(order) == ("asked", 0, 0)
        carried_out(file, sure=True)
        assert answered(order) == ("asked", 5, 0)

    @pytest.mark.parametrize(
        ("data", "says"),
        [
            (b"PK\x03\x04 a workbook", "can't be read as a table"),
            (b"order,answer\r\nVO-1,confirm\r\nEND,1\r\n", "lacks these columns: quantity"),
            (b"order,ordernummer,quantity,answer\r\nEND,0\r\n", "Two columns mean the same"),
            (HEADS["answers"].encode() + b"\r\nEND,0\r\n", "No row of the file says anything"),
        ],
    )
    def test_what_is_no_such_table_says_why(self, data: bytes, says: str) -> None:
        file = take_in_file(distributor(), kind="answers", called="x.csv", data=data, by=dirk())
        work.read_file(file.pk)
        file.refresh_from_db()
        assert says in fault(file)

    def test_semicolons_windows_and_dutch_headings_are_understood(self) -> None:
        order = asked()
        text = "Ordernummer;Regel;Aantal;Antwoord;Ons ordernummer;Opmerking\r\n"
        text += f"{order.number};1;12;bevestigd;DN-é;\r\nEINDE;1;;;;\r\n"
        file = take_in_file(distributor(), kind="answers", called="x.csv", data=text.encode("windows-1252"), by=dirk())
        work.read_file(file.pk)
        file.refresh_from_db()
        assert faults(file) == {}
        carried_out(file)
        assert order.lines.get().order_number == "DN-é"

    def test_a_large_file_is_left_to_the_worker_with_progress(self) -> None:
        order = asked()
        rows = [f"VO-{n},1,1,confirm,DN,," for n in range(300)] + [confirm(order, 3)]
        file = take_in_file(distributor(), kind="answers", called="x", data=table("answers", *rows), by=dirk())
        file.refresh_from_db()
        assert file.job is not None
        drain()
        file.refresh_from_db()
        assert (file.state, file.rows, Job.objects.get(pk=file.job).total > 0) == ("checked", 301, True)
        carry_out_file(file, sure=False, by=dirk())
        drain()
        assert answered(order) == ("asked", 3, 0)
        assert world.mails_to("dirk@distri-noord.example")[-1].name == "file_done"


class TestJudging:
    def test_every_fault_with_its_column(self) -> None:
        order = asked()
        file = sent(
            "answers",
            f"{order.number},1,twelve,maybe,,,",
            f"{order.number},1,5,confirm,,,",
            f"{order.number},1,5,refuse,,because,",
            f"{order.number},1,5,refuse,,other,",
            "VO-100999-9,1,5,confirm,DN,,",
            f"{order.number},9,5,confirm,DN,,",
        )
        found = faults(file)
        assert found[2].startswith("answer: Write one of these: confirm, refuse.")
        assert "quantity: This is no number of licences." in found[2]
        assert found[3].startswith("order_number: Your own number is missing.")
        assert found[4].startswith("reason: Write one of these reasons: credit")
        assert found[5].startswith("note: This reason says nothing by itself.")
        assert found[6].startswith("order: ")
        assert "has lines 1 to 1" in found[7]

    def test_rows_together_are_never_more_than_wait(self) -> None:
        order = asked()
        file = sent("answers", confirm(order, 8), confirm(order, 5, "DN-2"))
        assert faults(file) == {
            3: "quantity: Only 4 of this line wait, with the rows above taken off. Give so many, or fewer."
        }

    def test_another_distributors_order_is_not_known(self) -> None:
        order = asked(distributor=other_distributor())
        file = sent("answers", confirm(order, 12))
        assert "asked for no order" in faults(file)[2] or "wrong or missing" in faults(file)[2]
        assert "Zuid" not in str(faults(file))

    def test_what_was_done_by_hand_is_not_done_again(self) -> None:
        order = asked()
        confirm_order(order, quantities={1: 5}, order_number="DN-1", by=dirk())
        file = sent("answers", confirm(order, 5), confirm(order, 7))
        assert states(file) == [(2, "already"), (3, "sound")]

    def test_the_same_row_twice_is_a_slip(self) -> None:
        order = asked()
        assert "Line 2 says the same" in faults(sent("answers", confirm(order, 5), confirm(order, 5)))[3]


class TestCarryOutFile:
    def test_faulty_rows_lose_nothing_of_the_others(self) -> None:
        one, two = asked(), asked(agreement("Omroep Brasil"))
        file = sent("answers", confirm(one, 12), "VO-1,1,2,confirm,DN,,", f"{two.number},,5,refuse,,credit,")
        carried_out(file)
        assert states(file) == [(2, "done"), (3, "faulty"), (4, "done")]
        assert (answered(one), answered(two)) == (("answered", 12, 0), ("asked", 0, 5))

    def test_the_rows_left_over_can_be_corrected_and_sent_again(self) -> None:
        one, two = asked(), asked(agreement("Omroep Brasil"))
        file = carried_out(sent("answers", confirm(one, 12), f"{two.number},1,5,confirm,,,"))
        heading, rows = faulty_rows(file)
        lines = [[str(cell) for cell in row] for row in rows]
        assert lines[0][:3] == [two.number, "1", "5"]
        assert "missing" in lines[0][-1]
        lines[0][heading.index("order_number")] = "DN-5"
        data = "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in [heading, *lines]).encode()
        again = take_in_file(distributor(), kind="answers", called="again.csv", data=data, by=dirk())
        work.read_file(again.pk)
        again.refresh_from_db()
        carried_out(again)
        assert answered(two) == ("asked", 5, 0)

    def test_what_happened_meanwhile_is_told_at_the_row(self) -> None:
        from kanaal.licensing.actions.ordering import withdraw_order

        one, two = asked(), asked(agreement("Omroep Brasil"))
        file = sent("answers", confirm(one, 12), confirm(two, 12))
        withdraw_order(one, by=anna())
        carried_out(file)
        assert states(file) == [(2, "faulty"), (3, "done")]
        assert "withdrawn" in faults(file)[2]

    def test_interrupted_it_goes_on_with_what_is_left(self, monkeypatch: pytest.MonkeyPatch) -> None:
        one, two = asked(), asked(agreement("Omroep Brasil"))
        file = sent("answers", confirm(one, 12), confirm(two, 12))
        carry_out_file(file, sure=False, by=dirk())
        real, calls = work.ACTS["answers"], []

        def breaks(*args: object) -> str:
            calls.append(1)
            if len(calls) == 2:
                raise RuntimeError("the machine goes down")
            return real(*args)  # type: ignore[arg-type]

        monkeypatch.setitem(work.ACTS, "answers", breaks)
        with pytest.raises(RuntimeError):
            work.carry_out_file_now(file.pk)
        assert states(file) == [(2, "done"), (3, "sound")]
        work.carry_out_file_now(file.pk)
        work.carry_out_file_now(file.pk)
        file.refresh_from_db()
        assert (file.state, states(file)) == ("done", [(2, "done"), (3, "done")])
        assert len(world.happened("OrderConfirmed")) == 2

    def test_returns_are_requested_and_credited(self) -> None:
        credited = return_credited()
        one = return_asked(Order.objects.get(pk=_second().pk))
        file = sent("returns", f"{one.number},request,,,", f"{credited.number},gecrediteerd,DC-4,,")
        assert faults(file) == {}
        carried_out(file)
        assert set(Return.objects.values_list("state", flat=True)) == {"requested", "passed_on"}
        again = sent("returns", f"{one.number},request,,,", f"{credited.number},credit,DC-5,,")
        assert states(again) == [(2, "already"), (3, "already")]

    def test_a_report_replaces_the_one_of_the_same_day(self) -> None:
        order = asked()
        number, on = order.agreement.number, day(0).isoformat()
        carried_out(sent("stock", f"{number},{SKU},12,{on}", f"{number},AC-01-T12,3,{on}"))
        carried_out(sent("stock", f"{number},{SKU},10,{on}"))
        assert list(ReportedHolding.objects.values_list("sku", "quantity")) == [(SKU, 10)]

    def test_a_report_tells_of_known_customers_products_and_days(self) -> None:
        order = asked()
        stranger = agreement("Omroep Brasil")
        on = day(0).isoformat()
        file = sent(
            "stock",
            f"{stranger.number},{SKU},1,{on}",
            f"{order.agreement.number},NO-SUCH,1,{on}",
            f"{order.agreement.number},{SKU},1,{day(-3).isoformat()}",
            f"{order.agreement.number},{SKU},1,some day",
            f"{order.agreement.number},{SKU},-1,{on}",
        )
        assert set(faults(file)) == {2, 3, 4, 5, 6}
        assert "Brasil" not in str(faults(file))

    def test_only_by_its_own_people(self) -> None:
        file = sent("answers", confirm(asked(), 12))
        with pytest.raises(NotAllowed):
            carry_out_file(file, sure=True, by=world.actor(greta(), "distributor"))

    def test_whoever_left_meanwhile_does_nothing_more(self) -> None:
        order = asked()
        file = sent("answers", confirm(order, 12))
        carry_out_file(file, sure=False, by=dirk())
        DistributorUser.objects.update(state="left")
        work.carry_out_file_now(file.pk)
        assert states(file) == [(2, "faulty")]
        assert answered(order) == ("asked", 0, 0)


def _second() -> Order:
    from tests.world_orders import confirmed

    return confirmed(asked(agreement("Omroep Brasil")))


class TestDropFile:
    def test_nothing_of_it_is_done(self) -> None:
        order = asked()
        file = drop_file(sent("answers", confirm(order, 12)), by=dirk())
        with pytest.raises(Exception, match="already"):
            carry_out_file(file, sure=True, by=dirk())
        assert answered(order) == ("asked", 0, 0)


def test_a_template_holds_what_waits_and_its_end() -> None:
    order = asked()
    rows = [list(row) for row in rows_of("answers", distributor())]
    assert rows[0][:3] == [order.number, 1, 12]
    assert rows[0][HEADINGS["answers"].index("customer")] == "Gemeente Waterrijk"
    assert rows[-1] == ["END", 1]
    OrderLine.objects.update(confirmed=12)
    assert list(next(rows_of("stock", distributor())))[:2] == [order.agreement.number, SKU]
