"""The way in: `flask run` finds `app` here; `python app.py` (what `make run` starts) serves it."""

from council.factory import create_app

app = create_app()

if __name__ == "__main__":
    from council.cli.addresses import print_addresses
    from council.server import serve

    serve(app, app.config["HOST"], app.config["PORT"], on_started=lambda: print_addresses(app))
