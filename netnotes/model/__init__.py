"""The values that pass between the rooms. This package imports nothing but `dates`."""
