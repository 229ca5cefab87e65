"""Questions for yes or no with a sentence or two, and what that makes of them: made, not collected."""
