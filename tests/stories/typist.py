"""Someone who never touches the mouse: fills the interview with Tab, Enter, arrows, space and letters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from playwright.sync_api import Page

SETTLED = """() => {
  const fields = [...document.querySelectorAll('.pcb-field[data-path]')];
  return fields.length > 0 && !fields.some(f => /state-(sending|late|typing)/.test(f.className));
}"""
FIELDS = """() => [...document.querySelectorAll('.pcb-field[data-path]')].filter(f => f.offsetParent).map(f => ({
  path: f.dataset.path,
  widget: f.className.match(/kind-(\\w+)/)[1],
  saved: f.classList.contains('state-saved'),
  shown: f.querySelector('fieldset')
    ? [...f.querySelectorAll('input:checked')].map(i => i.value)
    : f.querySelector('input,select,textarea').value,
}))"""
FOCUS = """() => { const e = document.activeElement; const f = e.closest('.pcb-field[data-path]');
  return {text: (e.innerText || '').trim(), path: f ? f.dataset.path : ''};
}"""
OFFERED = """() => { const e = document.querySelector('#pcb-add-list [aria-selected="true"]');
  return e ? [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.nodeValue).join('').trim() : '';
}"""
RADIOS = """() => [...document.activeElement.closest('fieldset').querySelectorAll('label')].map(l => ({
  text: l.innerText.trim(), checked: l.querySelector('input').checked }))"""
ARRIVED = """before => location.href !== before && document.activeElement !== document.body
  && !document.activeElement.matches('#f-suite, .pcb-foot-more button')"""

Said = str | list[str]
"""What is typed, or the labels of what is chosen."""


@dataclass
class Typist:
    """Works through one interview by keyboard and remembers what the page called saved."""

    page: Page
    saved: dict[str, Said] = field(default_factory=dict)
    items: dict[str, list[str]] = field(default_factory=dict)
    pause: float = 0

    def focus(self) -> dict[str, str]:
        found: dict[str, str] = self.page.evaluate(FOCUS)
        return found

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def tab_to(self, selector: str, most: int = 400) -> None:
        """Tab until the focus is on ``selector``."""
        for _ in range(most):
            if self.page.evaluate("s => document.activeElement.matches(s)", selector):
                return
            self.press("Tab")
        raise AssertionError(f"{selector} n’est pas atteint par Tab")

    def follow(self, selector: str) -> None:
        """Reach a link or a button by Tab and press Enter."""
        self.tab_to(selector)
        self.press("Enter")

    def heading(self) -> str:
        return self.page.inner_text("h1")

    def stop(self) -> str:
        """The key of the stop, as in the address."""
        return self.page.url.rsplit("/entretien", 1)[-1].strip("/").split("#")[0].split("?")[0]

    def next_stop(self) -> bool:
        """Go to the next stop by its link; false at the end of the interview."""
        self.note_saved()
        if not self.page.query_selector("#f-suite"):
            return False
        before = self.page.url
        self.follow("#f-suite")
        self.page.wait_for_function(ARRIVED, arg=before, timeout=10_000)
        return True

    def note_saved(self) -> None:
        """Wait until nothing is under way, then remember each answer that the page calls saved."""
        if self.page.query_selector(".pcb-field[data-path]") is None:
            return
        self.page.wait_for_function(SETTLED, timeout=15_000)
        for one in self.page.evaluate(FIELDS):
            if one["saved"]:
                self.saved[one["path"]] = one["shown"]

    def fill(self, answers: Mapping[str, Said]) -> None:
        """Answer every question of the stop that ``answers`` knows (path with item numbers: ``debts[0].creditor``), in
        the order of the page. Answering may open questions: the page is read again after each."""
        done: set[str] = set()
        if self.page.query_selector("details.pcb-more:not([open]) summary") and any(
            self._said(one["path"], answers) is not None for one in self._folded()
        ):
            self.follow("details.pcb-more summary")
        for _ in range(60):
            todo = [
                one
                for one in self.page.evaluate(FIELDS)
                if one["path"] not in done and self._said(one["path"], answers) is not None
            ]
            if not todo:
                break
            path = todo[0]["path"]
            self._reach(path)
            said = self._said(path, answers)
            assert said is not None
            self.answer(path, said)
            done.add(path)
            self.page.wait_for_function(SETTLED, timeout=15_000)
        self.note_saved()

    def answer(self, path: str, said: Said) -> None:
        """Type or choose the answer of the field that has the focus."""
        kind = self.page.evaluate(
            """() => { const e = document.activeElement; return e.tagName === 'SELECT' ? 'select' : e.type; }"""
        )
        match kind:
            case "select":
                self._choose_in_list(str(said))
            case "radio":
                self._choose_radio(str(said))
            case "checkbox":
                self._tick([said] if isinstance(said, str) else said)
            case _:
                self.press("Control+A", "Delete")
                self.page.keyboard.type(str(said), delay=self.pause)
                self.press("Tab")

    def add(self, collection: str, label: str) -> None:
        """On a list page: add a line of that kind; the page of the new line follows."""
        before = self.page.url
        if self.page.query_selector("#pcb-add-filter"):
            self.tab_to("#pcb-add-filter")
            self.page.keyboard.type(label)
            for _ in range(80):
                chosen = self.page.evaluate(OFFERED)
                if chosen == label:
                    break
                self.press("ArrowDown")
            else:
                raise AssertionError(f"« {label} » n’est pas proposé")
        else:
            for _ in range(80):
                if self.focus()["text"] == label:
                    break
                self.press("Tab")
            else:
                raise AssertionError(f"« {label} » n’est pas atteint par Tab")
        self.press("Enter")
        self.page.wait_for_function(ARRIVED, arg=before, timeout=10_000)
        self.page.wait_for_selector(f'.pcb-field[data-path^="{collection}."]')
        first = self.page.get_attribute(f'.pcb-field[data-path^="{collection}."]', "data-path") or ""
        known = self.items.setdefault(collection, [])
        if first.split(".")[1] not in known:
            known.append(first.split(".")[1])

    def back_to_list(self) -> None:
        before = self.page.url
        self.follow(".pcb-foot-more button")
        self.page.wait_for_function(ARRIVED, arg=before, timeout=10_000)

    def _said(self, path: str, answers: Mapping[str, Said]) -> Said | None:
        head, _, rest = path.partition(".")
        if head in self.items or re.fullmatch(r"(persons|incomes|expenses|debts|assets|vehicles|accounts)", head):
            item, _, name = rest.partition(".")
            known = self.items.setdefault(head, [])
            if item not in known:
                return None
            return answers.get(f"{head}[{known.index(item)}].{name}")
        return answers.get(path)

    def _folded(self) -> list[dict[str, str]]:
        found: list[dict[str, str]] = self.page.evaluate(
            "() => [...document.querySelectorAll('details .pcb-field[data-path]')].map(f => ({path: f.dataset.path}))"
        )
        return found

    def _reach(self, path: str) -> None:
        for key in ("Tab", "Shift+Tab"):
            for _ in range(60):
                if self.focus()["path"] == path:
                    return
                self.press(key)
        raise AssertionError(f"{path} n’est pas atteint par Tab")

    def _choose_in_list(self, label: str) -> None:
        labels = self.page.evaluate(
            "() => [...document.activeElement.options].filter(o => !o.disabled).map(o => o.text)"
        )
        now = self.page.evaluate("() => document.activeElement.selectedOptions[0]?.text ?? ''")
        steps = labels.index(label) - (labels.index(now) if now in labels else 0)
        self.press(*(["ArrowDown"] * steps if steps > 0 else ["ArrowUp"] * -steps))
        assert self.page.evaluate("() => document.activeElement.selectedOptions[0].text") == label
        self.press("Tab")

    def _choose_radio(self, label: str) -> None:
        radios = self.page.evaluate(RADIOS)
        chosen = next((i for i, radio in enumerate(radios) if radio["checked"]), -1)
        steps = [radio["text"] for radio in radios].index(label) - max(chosen, 0)
        if steps == 0 and chosen < 0:
            self.press("Space")
        self.press(*(["ArrowDown"] * steps if steps > 0 else ["ArrowUp"] * -steps))
        self.press("Tab")

    def _tick(self, labels: list[str]) -> None:
        for label in labels:
            for _ in range(80):
                if self.page.evaluate("() => document.activeElement.closest('label')?.innerText.trim()") == label:
                    break
                self.press("Tab")
            else:
                raise AssertionError(f"« {label} » n’est pas atteint par Tab")
            self.press("Space")
        self.press("Tab")
