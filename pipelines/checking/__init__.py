"""Whether all parts of a knowledge base fit each other: indexes, documents, provenance, counts."""
