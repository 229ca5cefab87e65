"""Which names mean one thing: merging entities within and across documents."""
