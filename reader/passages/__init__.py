"""Reading passages: facts put beside them, their spans weighed against each other, what they list or say outright."""
