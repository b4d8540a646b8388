"""Tests of what installs, starts and updates the program."""
