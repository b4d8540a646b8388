"""Bundles: their format against the real programs, their refusals, and the drives they go to."""
