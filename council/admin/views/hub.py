"""The hub: what can be administered, and only what the reader may do."""

from flask import render_template

from council.admin.views import bp
from council.base.errors import Forbidden
from council.permits.current import signed_in
from council.web.admin_menu import offered


@bp.get("/admin/")
def hub() -> str:
    """What can be administered.

    Raises:
        Forbidden: the reader holds no office with desk work.
    """
    actor = signed_in()
    if not actor.is_officer:
        raise Forbidden
    return render_template("admin/hub.html", entries=offered(actor))
