"""The languages of the interface. Files are written alike in all of them."""

LANGUAGES = {"en": "English"}
