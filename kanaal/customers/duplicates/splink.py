"""Duplicates as Splink finds them: the model of Fellegi and Sunter, computed by DuckDB over the whole table at once.

It learns from the table itself how much each likeness weighs, and so sees pairs that our finding ranks low. It is an
extra (`pip install kanaal[splink]`), and fills the same queue. Needs Splink 5.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from typing import Any

from django.utils.translation import gettext_noop as _

from kanaal.core.refusals import Refusal
from kanaal.core.texts import say
from kanaal.customers import finding, rules
from kanaal.customers.actions.duplicates import Alike, digest_of_two
from kanaal.customers.models import Account, AccountDomain, AccountIdentifier, AccountName

SURE = 0.9
"""From this probability on, a pair is worth the desk's time."""
ENOUGH = 200
"""So many accounts are needed to learn weights from; with fewer, Splink's own are used."""
SEED = 1
COLUMNS = ("unique_id", "name", "other_name", "first_word", "country", "town", "postal_code", "domain", "identifier")


class SplinkMissing(Refusal):
    """The extra is not installed."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            say(_("Splink is not installed here.")),
            remedy=say(_('Install it beside Kanaal (pip install "kanaal[splink]"), or use our own finding.')),
        )


def installed() -> bool:
    return find_spec("splink") is not None and find_spec("duckdb") is not None


def check() -> None:
    """Raises SplinkMissing."""
    if not installed():
        raise SplinkMissing


def alike() -> Iterator[Alike]:
    """The pairs of accounts that are likely one company, with our own reasons where we have any."""
    check()
    found = _predicted(list(_rows()))
    accounts = Account.objects.in_bulk(list({pk for one, other, _score in found for pk in (one, other)}))
    for one, other, score in found:
        likeness = rules.compare(finding.company_of(accounts[one]), finding.company_of(accounts[other]))
        reasons = [reason.to_data() for reason in likeness.reasons]
        yield Alike(one, other, score, reasons, digest_of_two(accounts[one], accounts[other]))


def _rows() -> Iterator[tuple[Any, ...]]:
    """Each account in one row, its names as they are compared."""
    names: dict[int, list[str]] = defaultdict(list)
    for pk, key in AccountName.objects.order_by("kind", "pk").values_list("account_id", "key"):
        names[pk].append(key)
    domains = dict(AccountDomain.objects.order_by("-pk").values_list("account_id", "domain"))
    numbers = {
        pk: f"{country}{value}"
        for pk, country, value in AccountIdentifier.objects.order_by("-pk").values_list(
            "account_id", "country", "value"
        )
    }
    fields = Account.objects.filter(state="active").values_list("pk", "name", "country", "town", "postal_code")
    for pk, name, country, town, postal_code in fields.iterator():
        keys = list(dict.fromkeys([rules.key_of(name), *names[pk]]))
        words = keys[0].split()
        yield (
            pk,
            keys[0],
            keys[1] if len(keys) > 1 else None,
            words[0] if words else None,
            country,
            town.casefold() or None,
            postal_code or None,
            domains.get(pk),
            numbers.get(pk),
        )


def _predicted(rows: list[tuple[Any, ...]]) -> list[tuple[int, int, int]]:
    """(one, other, score from 0 to 100), both ids in order."""
    if len(rows) < 2:
        return []
    import duckdb  # noqa: PLC0415 - an extra
    from splink import DuckDBAPI, Linker  # noqa: PLC0415 - an extra

    connection = duckdb.connect()
    try:
        _fill(connection, rows)
        linker = Linker(DuckDBAPI(connection=connection).register("accounts"), _settings(len(rows)), log_level=None)
        if len(rows) >= ENOUGH:
            _learn(linker)
        pairs = linker.inference.predict(threshold_match_probability=SURE, warning_mode="never").as_record_list()
    finally:
        connection.close()
    return sorted(
        (*sorted((int(pair["unique_id_l"]), int(pair["unique_id_r"]))), round(100 * pair["match_probability"]))
        for pair in pairs
    )


def _fill(connection: Any, rows: Iterable[tuple[Any, ...]]) -> None:
    types = ("bigint", *["varchar"] * (len(COLUMNS) - 1))
    columns = ", ".join(f"{name} {kind}" for name, kind in zip(COLUMNS, types, strict=True))
    connection.execute(f"create table accounts ({columns})")
    marks = ", ".join("?" for _column in COLUMNS)
    connection.executemany(f"insert into accounts values ({marks})", [list(row) for row in rows])  # noqa: S608 - ours


def _settings(size: int) -> Any:
    """What is compared, and which pairs are looked at at all."""
    import splink.comparison_library as compare  # noqa: PLC0415 - an extra
    from splink import SettingsCreator, block_on  # noqa: PLC0415 - an extra

    return SettingsCreator(
        link_type="dedupe_only",
        probability_two_random_records_match=1 / max(size, 20),
        comparisons=[
            compare.JaroWinklerAtThresholds("name", [0.95, 0.88]).configure(term_frequency_adjustments=True),
            compare.ExactMatch("country"),
            compare.LevenshteinAtThresholds("town", 2),
            compare.ExactMatch("postal_code"),
            compare.ExactMatch("domain"),
            compare.ExactMatch("identifier"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("identifier"),
            block_on("domain"),
            block_on("first_word", "country"),
            block_on("postal_code"),
            block_on("name"),
            "l.name = r.other_name",
        ],
    )


def _learn(linker: Any) -> None:
    """What likenesses weigh in this very table. A table without a pair to learn from leaves the weights as they are."""
    from splink import block_on  # noqa: PLC0415 - an extra

    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=SEED)
    for rule in (block_on("postal_code"), block_on("name")):
        try:
            linker.training.estimate_parameters_using_expectation_maximisation(rule)
        except Exception:  # noqa: BLE001, S112 - the library raises its own of many kinds where nothing is alike
            continue
