"""Carry findings into the file that they were found in: comments, tracked changes, highlights."""
