"""Programs that measure: what docs/results.md says, and what a choice in the code rests on."""
