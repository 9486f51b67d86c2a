"""A server and a person for the stories."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.stories.server import PASSWORD, Server


@pytest.fixture
def server(tmp_path: Path, free_port: int) -> Iterator[Server]:
    """A running application on an empty base."""
    server = Server(tmp_path, free_port)
    server.start()
    yield server
    server.kill()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new page of a new profile, on a laptop screen."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="fr-FR")
    yield context.new_page()
    context.close()


def first_start(page: Page, url: str) -> None:
    """Create the account by keyboard, as at the first start; ends on the list of cases."""
    page.goto(url)
    for typed in ("Anne Conseil", "anne", PASSWORD, PASSWORD):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.type") == "button":  # shows the password
            page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("input[type=checkbox]")
    for _ in range(20):
        if page.evaluate("() => document.activeElement.type") == "checkbox":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/dossiers**")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """When a story fails, keep a picture of what its page showed, named by PCB_STORY_PICTURES (a folder)."""
    outcome = yield
    page = getattr(item, "funcargs", {}).get("page")
    folder = os.environ.get("PCB_STORY_PICTURES")
    if folder and page is not None and outcome.get_result().failed:
        page.screenshot(path=str(Path(folder) / f"{item.name[:80]}.png"))
