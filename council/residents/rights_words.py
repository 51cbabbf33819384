"""Residencies in words."""

from flask_babel import gettext as _


def residency_word(residency: str) -> str:
    """How somebody belongs to a place."""
    return {
        "registered": _("registered resident"),
        "resident": _("resident"),
        "tenant": _("tenant"),
        "shop": _("shop owner"),
        "visitor": _("visitor"),
        "outside": _("from outside"),
    }[residency]
