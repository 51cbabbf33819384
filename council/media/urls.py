"""Addresses of photos, for templates: `photo_url(photo)` and `photo_url(photo, small=true)`."""

from flask import url_for

from council.media.files import THUMBNAIL
from council.media.models import Photo


def photo_url(photo: Photo, *, small: bool = False) -> str:
    """The address of a photo, or of its thumbnail."""
    if small:
        return url_for("media.photo", token=photo.token, w=THUMBNAIL)
    return url_for("media.photo", token=photo.token)
