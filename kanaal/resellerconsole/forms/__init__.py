"""The forms of the console, a file for each part of it."""
