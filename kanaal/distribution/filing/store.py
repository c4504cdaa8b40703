"""Where the files lie as they were sent, outside the web's root."""

from kanaal.core.files import MEGABYTE
from kanaal.core.files.store import Store

STORE = Store("distribution")
MOST_BYTES = 20 * MEGABYTE
