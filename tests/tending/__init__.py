"""Tests of the commands for tending: cases by hand from PRODUCT, and plain loops over random vaults."""
