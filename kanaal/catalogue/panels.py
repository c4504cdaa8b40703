"""What the catalogue says to lower rooms: which files of a pack are its own, and how they are checked."""

from __future__ import annotations

from kanaal.catalogue.books import PRODUCTS
from kanaal.catalogue.checking import FOLDER, check_catalogue
from kanaal.programme.sections import reads_files

reads_files(PRODUCTS, f"{FOLDER}*.csv", check=check_catalogue)
