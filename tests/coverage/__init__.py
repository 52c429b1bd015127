"""What the documents behind the shipped pages state, line by line, and which step encodes it."""
