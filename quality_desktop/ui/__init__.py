"""The window: shows what services answer and hands them what the user wants."""
