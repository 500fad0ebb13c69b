"""What a paper says: the frozen Document tree and the modules that compose it from facts."""
