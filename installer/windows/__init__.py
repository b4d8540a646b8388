"""Makes the packages for Windows on a Linux machine; `build` runs the parts in order."""
