"""Parts of the measurement of the wall; each returns rows, and survives a row that fails."""
