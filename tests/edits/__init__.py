"""An edit changes one place of a note and nothing else: random notes, and an oracle that shares no code with us."""
