"""Makes the Debian package and the folder for a stick; `build` runs the parts in order."""
