"""The office and its district: municipality, units, people, schools, how they are named."""
