"""xieshang_desktop: the desk of a village consultation room (协商议事室), offline."""

__version__ = "0.1.0"
