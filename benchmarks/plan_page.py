"""The plan in the hands of a counsellor: a move of the slider in Chromium, the comparison on the page, and a thousand
households compared from the command line."""

from __future__ import annotations

import os
import secrets
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.figures import Figure
from benchmarks.households import large_household
from benchmarks.server import Server
from benchmarks.serving import LOGIN
from pcb.config import Settings
from pcb.domain.case import Case
from pcb.usecases.accounts import set_up
from pcb.usecases.cases import import_case
from pcb.usecases.desk import open_store

MOVES = 20
HOUSEHOLDS = 1_000
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
MOVE = """async moves => {
  const slider = document.getElementById('plan-slider'), times = [];
  const shown = () => document.querySelector('.key-figure[data-explain=mensuel] .key-amount').textContent;
  for (let move = 0; move < moves; move++) {
    const before = shown(), started = performance.now();
    slider.value = (move % 2 ? 20000 : 30000) + move * 500;
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    while (shown() === before && performance.now() - started < 5000) await new Promise(requestAnimationFrame);
    times.push(performance.now() - started);
    await new Promise(done => setTimeout(done, 50));
  }
  return times;
}"""
REST = """async times => {
  const found = [];
  for (let n = 0; n < times; n++) {
    const started = performance.now();
    await (await fetch(location.pathname + '/suite' + location.search,
      { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' })).json();
    found.push(performance.now() - started);
  }
  return found;
}"""


def figures(folder: Path, only: str) -> Iterator[Figure]:
    """The figures whose name holds ``only``."""
    if only in "slider moved in Chromium, rest of the page of the plan":
        yield from _page(folder)
    if only in "households compared from the command line":
        yield _many(folder)


def household(debts: int) -> Case:
    """The large household, with forfaits for the day, whose plan lasts some years."""
    case = large_household(debts)
    return replace(case, filing=replace(case.filing, earlier_forfaits=True))


def _page(folder: Path) -> Iterator[Figure]:
    chromium = os.environ.get("PCB_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("no Chromium: the slider is not measured here")
        return
    password = secrets.token_urlsafe(18)
    store = open_store(Settings(data_dir=folder / "plan"))
    desk = set_up(store, LOGIN, "Banc d’essai", password).desk
    opened = {n: import_case(desk, household(n), datetime(2026, 3, 16, 9, 0, tzinfo=UTC)) for n in (25, 60)}
    store.close()
    with Server(folder / "plan") as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page()
        page.goto(f"{server.address}/connexion")
        page.fill("#login", LOGIN)
        page.fill("#password", password)
        page.keyboard.press("Enter")
        page.wait_for_url("**/dossiers")
        page.on("dialog", lambda dialog: dialog.accept())
        for debts, case in opened.items():
            page.goto(f"{server.address}/dossier/{case.id}/plan?jour=2026-03-16")
            page.wait_for_selector("#recu")
            page.evaluate("""() => { const s = document.getElementById('plan-slider'); s.value = 25000;
              s.dispatchEvent(new Event('input', { bubbles: true })); }""")
            page.wait_for_selector(".key-figure[data-explain=mensuel]")
            moved, rest = page.evaluate(MOVE, MOVES), page.evaluate(REST, 10)
            target = 150.0 if debts == 25 else None
            yield Figure(f"slider moved in Chromium, {debts} debts", statistics.median(moved), "ms", target, MOVES)
            yield Figure(f"rest of the page of the plan, {debts} debts", statistics.median(rest), "ms", None, 10)
        browser.close()


def _many(folder: Path) -> Figure:
    """Copies of the demonstration households, each a file of its own."""
    demos = sorted((Path(__file__).parent.parent / "pcb" / "data" / "households").glob("*.toml"))
    files = []
    for number in range(HOUSEHOLDS):
        files.append(folder / f"menage-{number}.toml")
        shutil.copy(demos[number % len(demos)], files[-1])
    command = [sys.executable, "-m", "pcb", "plan", *map(str, files), "--on", "2026-03-16", "--earlier-forfaits"]
    started = time.perf_counter()
    subprocess.run([*command, "--compare", "--json"], stdout=subprocess.DEVNULL, check=False)
    elapsed = time.perf_counter() - started
    return Figure(f"{HOUSEHOLDS} households compared from the command line", elapsed, "s", 60.0, 1)
