"""What contacts of a partner can ask of the helpdesk: the ways out that refusals name (D1, P12, P15)."""

from kanaal.helpdesk.kinds import WITHOUT_ROLE
from kanaal.partners.doors import no_contact
from kanaal.partners.requests.domains import BRANCH_DOMAIN, FREE_MAIL_CONTACT
from kanaal.partners.requests.membership import PRIMARY_SWAP, REINSTATEMENT

__all__ = ["BRANCH_DOMAIN", "FREE_MAIL_CONTACT", "PRIMARY_SWAP", "REINSTATEMENT"]

WITHOUT_ROLE.append(no_contact)
