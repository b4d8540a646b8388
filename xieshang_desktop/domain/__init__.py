"""What is true and allowed: plain values and rules, importing nothing of ours above."""
