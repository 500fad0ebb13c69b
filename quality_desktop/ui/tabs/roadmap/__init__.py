"""«Планы и сроки»: plans of activities, their dates, their progress."""
