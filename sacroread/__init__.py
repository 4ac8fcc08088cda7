"""SacroRead: reader studies of sacroiliac-joint radiographs. For research; not for diagnosis."""

__version__ = "0.1.0"
