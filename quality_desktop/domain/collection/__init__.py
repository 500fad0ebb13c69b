"""What schools are asked, what they answer, what an answer must keep, what follows from it."""
