"""That mail flows, as a technician sees it."""
