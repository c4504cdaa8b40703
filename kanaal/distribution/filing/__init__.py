"""Files of many answers: what their columns are, how they are read and judged, how they are carried out (V6).

The same file twice does nothing twice, since its digest is known; the same row in another file neither, since the same
answer to the same line is the same answer. A file that was cut on its way is not taken for a whole one. Rows that can't
be carried out lose nothing of the others: they are given back, to be corrected and sent again.
"""
