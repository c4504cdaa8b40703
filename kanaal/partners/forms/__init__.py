"""Forms of the partners module; one file for each subject."""
