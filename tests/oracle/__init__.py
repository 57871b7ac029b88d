"""An oracle: the rules followed by hand over random vaults, and the program held against it.

Nothing here imports or imitates netnotes. `facts` says what a world is, `chance` makes one from a
seed, `notes` writes it as a vault, `rules` and `answers` follow docs/rules.md with plain loops.
"""
