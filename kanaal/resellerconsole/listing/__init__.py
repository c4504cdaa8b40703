"""A reseller's customers as lists: which there are, how they are narrowed, sorted, counted, shown and written out."""
