"""One note's text to values. No file is opened here."""
