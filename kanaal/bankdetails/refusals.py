"""How a no about bank details is said."""

from __future__ import annotations

from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_noop as _

from kanaal.bankdetails.models import BankDetails
from kanaal.bankdetails.policy import VatTreatment
from kanaal.bankdetails.rules import Wrong
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say

SAID = {
    "holder": (_("The account holder is missing."), _("Write the name as it stands at the bank.")),
    "holder-letters": (_("This is no name: it has no letter."), _("Write the name as it stands at the bank.")),
    "account": (_("This is no account number."), _("Write letters and digits only, between 4 and 34.")),
    "no-iban": (
        _("Accounts in this country have an IBAN, and this is none."),
        _("An IBAN begins with two letters and two digits; it stands on statements of account."),
    ),
    "iban-digits": (
        _("The check digits of this IBAN don't fit: a sign is wrong, missing or swapped."),
        _("Compare it, sign by sign, with a statement of account."),
    ),
    "iban-country": (
        _("This IBAN is of another country than the one that you chose."),
        _("Choose the country of the bank, or correct the IBAN."),
    ),
    "bic": (_("This is no BIC."), _("A BIC has 8 or 11 letters and digits, for instance ABNANL2A.")),
    "bic-country": (
        _("The BIC is of a bank in another country than the IBAN."),
        _("Correct one of the two. With an IBAN you may leave the BIC out."),
    ),
    "bic-missing": (
        _("Without an IBAN the bank is found by its BIC."),
        _("Ask your bank for its BIC, also called SWIFT code."),
    ),
    "routing": (_("This is no bank code."), _("Write letters and digits only, between 3 and 20.")),
    "routing-us": (
        _("This is no American routing number."),
        _("Write its nine digits; the last one is a check digit."),
    ),
}


class AccountWrong(Refusal):
    """The first thing that is wrong; `all` has the others, each for its field."""

    status = 422

    def __init__(self, wrong: tuple[Wrong, ...]) -> None:
        says, remedy = SAID[wrong[0].reason]
        super().__init__(say(says), remedy=say(remedy))
        self.all = wrong
        self.field = wrong[0].field  # type: ignore[misc]  # this one's, not the class's

    @staticmethod
    def said(wrong: Wrong) -> str:
        says, remedy = SAID[wrong.reason]
        return f"{say(says)} {say(remedy)}"


class ChangeUnderWay(Refusal):
    code = "bank-details-change-under-way"

    def __init__(self, details: BankDetails) -> None:
        super().__init__(
            say(
                _("There is a change already: %(masked)s, %(state)s."),
                state=details.state_label,
                masked=name(str(details)),
            ),
            remedy=say(_("Let them come into force, or stop them, before you enter others.")),
            link=reverse("bank-details"),
            label=say(_("Look at the bank details")),
        )


class SameAsNow(Refusal):
    field = "number"

    def __init__(self) -> None:
        super().__init__(
            say(_("Your company is paid to this account already, with this VAT treatment.")),
            remedy=say(_("There is nothing to change.")),
        )


class SecondMissing(Refusal):
    """Somebody else of the company has to confirm, and it has somebody."""

    status = 422
    field = "second"

    def __init__(self) -> None:
        super().__init__(
            say(_("A colleague has to confirm the bank details.")),
            remedy=say(_("Name one who has access here: anybody but yourself.")),
        )


class TreatmentWrong(Refusal):
    status = 422
    field = "vat_treatment"

    def __init__(self) -> None:
        super().__init__(
            say(_("This VAT treatment is not for companies in your country.")), remedy=say(_("Choose one of the list."))
        )


class VatNumberMissing(Refusal):
    field = "vat_treatment"

    def __init__(self, treatment: VatTreatment) -> None:
        super().__init__(
            say(_("“%(treatment)s” needs your company's VAT number, and there is none."), treatment=treatment.name),
            remedy=say(_("Enter it in the company profile first, or choose another treatment.")),
            link=reverse("change-company"),
            label=say(_("Change the profile")),
        )


class EnteredByAnother(Refusal):
    """Whoever entered them is not the primary contact any more: nothing of theirs is confirmed after that."""

    def __init__(self) -> None:
        super().__init__(
            say(_("Whoever entered these bank details is not the primary contact any more.")),
            remedy=say(_("The primary contact enters them anew; then they can be confirmed.")),
        )


class TooLateToConfirm(Refusal):
    def __init__(self, details: BankDetails) -> None:
        super().__init__(
            say(_("They could be confirmed until %(until)s."), until=details.until),
            remedy=say(_("The primary contact enters them anew; then they can be confirmed.")),
        )


class CountAlready(Refusal):
    def __init__(self, details: BankDetails) -> None:
        super().__init__(
            say(_("These bank details count since %(day)s and can't be stopped any more."), day=details.counts_from),
            remedy=say(_("The primary contact enters others. If this is a fraud, tell the helpdesk at once.")),
            link=reverse_lazy("new-case"),
            label=say(_("Ask the helpdesk")),
        )


class NothingKept(Refusal):
    """Of details that never counted the account is not kept."""

    def __init__(self) -> None:
        super().__init__(
            say(_("The account is not kept: these details never came into force.")),
            remedy=say(_("Whoever needs it enters it anew.")),
        )


class AccountUnreadable(Refusal):
    """The installation's key is another one than that with which it was sealed."""

    status = 503

    def __init__(self) -> None:
        super().__init__(
            say(_("This account can't be read at the moment.")),
            remedy=say(_("Tell the helpdesk: somebody there has to put this installation's keys back.")),
            link=reverse_lazy("new-case"),
            label=say(_("Ask the helpdesk")),
        )
