"""Schools at risk: the rule applied, its reasons, the lists and how schools move between them."""
