"""Systems that kgqa is shown beside, so that it never stands alone."""
