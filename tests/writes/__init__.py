"""Writing notes to the disk: whole, kept, never lost."""
