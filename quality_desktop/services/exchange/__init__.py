"""Exchange between copies of the file: what is sent, received, disagreed about and joined."""
