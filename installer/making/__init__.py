"""Makes the lists of parts, texts, sizes and hashes that every package carries."""
