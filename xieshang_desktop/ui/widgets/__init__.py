"""The parts that pages are made of, one small file each; import them from their own files.

Nothing is imported here, so that the first page pays only for what it shows.
"""
