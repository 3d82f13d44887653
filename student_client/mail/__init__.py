"""The way to the school's post offices: where they are, the links, what is sent and fetched."""
