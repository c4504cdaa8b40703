"""From a report as it was sent to lines that are sound, or that say what is wrong with them (R1).

A file may be large: it runs through twice, row by row. The first time tells how its days and amounts are written, which
only whole columns can; the second time each row is judged. No formula is evaluated, and nothing is guessed.
"""
