"""«Что сделать дальше»: what the state of a file suggests to do next, and why."""
