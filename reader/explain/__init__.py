"""Why an answer was given: what else was read, which facts and words moved it."""
