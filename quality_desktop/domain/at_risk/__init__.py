"""Schools at risk: rules, cases, lists, profile, context, partners."""
