"""Files of predictions, in the layouts of the official scripts."""
