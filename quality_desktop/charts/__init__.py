"""Figures for the window and for papers; the only user of the chart library."""
