"""One question a file: a vault and today's date in, frozen rows out. No SQL, no path, no clock."""
