"""Files that people send: told by their content, pictures drawn anew, kept outside the web's root.

Which are taken in, and how large, is the business of the room that takes them.
"""

MEGABYTE = 1_000_000
