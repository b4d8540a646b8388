"""Papers: the page of GB/T 9704, its faces, and one file per paper."""
