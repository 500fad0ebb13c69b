"""What was changed in the file, in the words of its users, and the way back to any of it."""
