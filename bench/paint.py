"""The ballot page on a slow phone: weight, requests, largest paint (processor slowed 4x, 9 Mbit/s, 40 ms away)."""

import shutil
from pathlib import Path
from statistics import median

from playwright.sync_api import BrowserContext, CDPSession, Page, Response, sync_playwright

from bench.hall import application, cookie_and_token, open_hall
from bench.measuring import Report
from bench.serving import server

RUNS = 7
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
#: The largest paint so far, in ms after the visit began.
LARGEST = """() => new Promise(done => new PerformanceObserver(list => done(list.getEntries().pop().startTime))
  .observe({type: 'largest-contentful-paint', buffered: true}))"""


def run(report: Report, folder: Path) -> None:
    """Measure and report; each run is a first visit with an empty cache."""
    report.title("ballot page on a slow phone")
    chromium = shutil.which("chromium")
    if chromium is None:
        print("  skipped: Chromium is missing (apt-get install chromium fonts-noto-cjk)")
        return
    app = application(folder)
    poll_id, people = open_hall(app, 46)
    cookie = cookie_and_token(app, people[0])[0]
    with server(folder) as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        address = f"http://127.0.0.1:{port}/polls/{poll_id}"
        seen = [_visit(browser.new_context(**_phone(cookie)), address) for _ in range(RUNS)]
        browser.close()
    report.goal("weight over the wire, KB", median(each[0] for each in seen) / 1024, at_most=60)
    report.goal("requests", median(each[1] for each in seen), at_most=6)
    report.goal("largest paint, ms", median(each[2] for each in seen), at_most=1000)


def _phone(cookie: str) -> dict[str, object]:
    return {"viewport": {"width": 360, "height": 740}, "locale": "zh-CN", "extra_http_headers": {"Cookie": cookie}}


def _visit(context: BrowserContext, address: str) -> tuple[float, int, float]:
    """Bytes, requests and largest paint of one first visit."""
    page = context.new_page()
    phone = context.new_cdp_session(page)
    _slow_down(phone)
    sizes: dict[str, float] = {}
    phone.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(address, wait_until="load")
    largest = _largest_paint(page)
    if page.locator("[data-test=vote-for]").count() != 1:
        raise RuntimeError("no ballot on the page")
    context.close()
    return sum(sizes.values()), len(answers), largest


def _largest_paint(page: Page) -> float:
    return float(page.evaluate(LARGEST))


def _slow_down(phone: CDPSession) -> None:
    phone.send("Network.enable")
    phone.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    speed = 9 * 1024 * 1024 / 8
    conditions = {"offline": False, "latency": 40, "downloadThroughput": speed, "uploadThroughput": speed}
    phone.send("Network.emulateNetworkConditions", conditions)
