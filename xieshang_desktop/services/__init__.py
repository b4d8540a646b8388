"""What the village does: one small file for each action or noun."""
