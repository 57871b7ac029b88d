"""The folder on disk: finding it, walking it, and the index that answers for it."""
