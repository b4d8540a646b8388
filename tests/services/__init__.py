"""What the village does, on real records in a temporary folder."""
