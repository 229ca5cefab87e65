"""Questions about two things that are answered by what the page of each says of it, with no relation to walk."""
