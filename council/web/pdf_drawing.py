"""The child process of `council.web.pdf`: JSON with `page` and `css` comes in, a PDF goes out."""

import json
import sys


def main() -> None:
    """Draw one paper. Only `data:` addresses are read: neither files nor the network."""
    from weasyprint import CSS, HTML
    from weasyprint.urls import URLFetcher

    sent = json.load(sys.stdin.buffer)
    fetcher = URLFetcher(allowed_protocols=["data"])
    page = HTML(string=sent["page"], url_fetcher=fetcher)
    sheets = [CSS(string=sent["css"], url_fetcher=fetcher)]
    sys.stdout.buffer.write(page.write_pdf(stylesheets=sheets, pdf_variant="pdf/ua-1"))


if __name__ == "__main__":
    main()
