"""Questions for yes or no, held against what texts and facts answer."""
