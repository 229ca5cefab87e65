"""Files of many kinds to documents with exact offsets."""
