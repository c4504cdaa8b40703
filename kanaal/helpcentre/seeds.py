"""The questions of the seed, numbered in its order: which article answers each, or which room it still waits for.

`kanaal/helpcentre/tests/test_articles.py` counts them, so that none is forgotten (H3). The words here are labels for
ourselves, not the questions: those are in the articles.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Seed:
    """`article`: the key of the answer. `waits_for`: the module with which its subject comes into being."""

    number: int
    about: str
    article: str = ""
    waits_for: str = ""


SEEDS = (
    Seed(1, "enrolling", "enrol"),
    Seed(2, "signing in to the portal fails", "cannot-sign-in"),
    Seed(3, "no access as a contact", "invitation"),
    Seed(4, "the primary contact sees no link to the sales place", "sales-place-missing"),
    Seed(5, "no seat for the sales place", "no-seat"),
    Seed(6, "a contact who has left", "contact-left"),
    Seed(7, "becoming the primary contact", "become-primary"),
    Seed(8, "no access to price lists", "price-lists"),
    Seed(9, "the address is known already", "address-known"),
    Seed(10, "a higher level", "higher-level"),
    Seed(11, "renewal", "renewal"),
    Seed(12, "how to get licences that are not for resale", "nfr-licences"),
    Seed(13, "licences that are not for resale, third level", "nfr-kit"),
    Seed(14, "licences that are not for resale, fourth level", "nfr-kit"),
    Seed(15, "renewing licences that are not for resale", "nfr-renewal"),
    Seed(16, "signing in for training", "training-start"),
    Seed(17, "certificates for each level", "certificates-needed"),
    Seed(18, "the technical exam", "technical-exam"),
    Seed(19, "certificates earned", "my-certificates"),
    Seed(20, "another administrator of a customer's console (asked under certification)", "other-administrator"),
    Seed(21, "an address in the domain of a branch", "branch-domain"),
    Seed(22, "the opportunity tab is missing", "opportunity-tab"),
    Seed(23, "who sees whose opportunities", "whose-opportunities"),
    Seed(24, "no price book for an opportunity", "no-price-book"),
    Seed(25, "closing an opportunity that was won", "close-won"),
    Seed(26, "filing a case, or registering a deal, in the sales place", "register-deal"),
    Seed(27, "telling more of the sales activities", "sales-activities"),
    Seed(28, "the reseller's console is closed", "console-closed"),
    Seed(29, "a number for a customer's agreement", "customer-number"),
    Seed(30, "a guide to the reseller's console", "console-guide"),
    Seed(31, "the console shows the old expiry date", "old-date"),
    Seed(32, "the customer reads that payment is required", "payment-required"),
    Seed(33, "another administrator of a customer's console", "other-administrator"),
    Seed(34, "a customer changes reseller", "customer-moves"),
    Seed(35, "changing the contact of an agreement", "agreement-contact"),
    Seed(36, "the customer can't accept the invitation", "invitation-refused"),
    Seed(37, "changing an account's name", "customer-name"),
    Seed(38, "changing the market segment", "market-segment"),
    Seed(39, "changing a contract's administrator", "contract-administrator"),
    Seed(40, "changing a contract's payment option", "contract-payment"),
    Seed(41, "renewing a contract after it has ended", "contract-renewal"),
    Seed(42, "signing in to the website of single licences", "licences-sign-in"),
    Seed(43, "orders on the website of single licences", "licences-orders"),
)
