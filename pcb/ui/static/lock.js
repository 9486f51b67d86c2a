// Hides the screen at once: after minutes without an action, by the button, by Ctrl+Alt+V, or because the session is over.
// What was typed stays in the page, out of sight and out of reach; the password (and the code) opens it at the same place.
// The tabs of one browser lock together, and an action in one keeps the others open.
const CHECK = 1000;
const TELL = 60000; // an action is told to the server at most that often
const ACTIONS = ["keydown", "pointerdown", "pointermove", "wheel", "touchstart", "input"];

const channel = "BroadcastChannel" in window ? new BroadcastChannel("pcb") : null;
const moment = () => ({ wall: Date.now(), steady: performance.now() });
const since = (then) => { // the greater of the two clocks: one stops when the computer sleeps, the other can be set back
  const now = moment();
  return Math.max(now.wall - then.wall, now.steady - then.steady);
};

let options = { account: "", demo: false, seconds: 0, settle: async () => {}, onLock: () => {}, onOpen: () => {} };
let last = moment();
let told = moment();
let closing = false; // our own lock has not reached the server yet
let dialog = null;
let title = "";

const send = (url, body) =>
  fetch(url, {
    method: "POST", headers: { Accept: "application/json" }, body: body && new URLSearchParams(body),
    cache: "no-store", redirect: "error", signal: AbortSignal.timeout?.(15000),
  });

const make = (tag, facts = {}, ...inside) => {
  const element = Object.assign(document.createElement(tag), facts);
  element.append(...inside);
  return element;
};

function field(id, label, facts) {
  const input = make("input", { id, ...facts });
  input.setAttribute("aria-describedby", "pcb-lock-problem");
  return make("p", { className: "pcb-field" }, make("label", { htmlFor: id, textContent: label }), input);
}

function build() {
  const says = make("p", { id: "pcb-lock-says" });
  const problem = make("p", { id: "pcb-lock-problem", className: "pcb-error" });
  problem.setAttribute("role", "alert");
  const heading = make("h2", { id: "pcb-lock-title" });
  const login = field("pcb-lock-login", "Identifiant", { value: options.account, readOnly: true, autocomplete: "username" });
  const password = field("pcb-lock-password", "Mot de passe", { type: "password", autocomplete: "current-password", required: true });
  const code = field("pcb-lock-code", "Code de vérification", { type: "text", autocomplete: "one-time-code", inputMode: "text", autocapitalize: "off" });
  code.hidden = true;
  const button = make("button", { type: "submit", className: "pcb-button is-main", textContent: "Continuer" });
  const leave = make("a", { href: "/connexion", className: "pcb-link", textContent: "Quitter cette page" });
  const form = make("form", {}, heading, says, login, password, code, problem, make("p", {}, button, " ", leave));
  if (options.demo) form.replaceChildren(heading, make("p", { textContent: "La démonstration a été arrêtée. " }, make("a", { href: "/", textContent: "Recommencer" })));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    open();
  });
  dialog = make("dialog", { className: "pcb-lock" }, form);
  dialog.setAttribute("aria-labelledby", "pcb-lock-title");
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  dialog.addEventListener("close", () => isLocked() && dialog.showModal());
  document.body.append(dialog);
}

const find = (name) => dialog.querySelector(`#pcb-lock-${name}`);
const isLocked = () => document.documentElement.classList.contains("pcb-locked");

/* Only the browser is concerned here: the screen shows the dialog and nothing else. */
function cover(over) {
  if (isLocked()) return;
  title = document.title;
  document.title = "Écran verrouillé · Point conseil budget";
  document.documentElement.classList.add("pcb-locked");
  options.onLock();
  if (!dialog) build();
  find("title").textContent = over ? "Votre session est terminée" : "Écran verrouillé";
  if (!options.demo) {
    find("says").dataset.kept = `${over ? "Rien n’est perdu\u202f: ce" : "Ce"} qui n’est pas encore enregistré attend dans cette page.`;
    ask(false);
    say("");
  }
  dialog.showModal();
  if (!options.demo) find("password").focus();
}

function uncover() {
  if (!isLocked()) return;
  document.documentElement.classList.remove("pcb-locked");
  dialog.close();
  document.title = title;
  last = moment();
  options.onOpen();
}

/* The session ends too, once what is on its way has arrived. */
async function lockNow() {
  if (isLocked() || options.demo) return;
  closing = true;
  const settled = options.settle();
  cover(false);
  channel?.postMessage("locked");
  await settled;
  while (closing && isLocked()) {
    try {
      const reply = await send("/verrouiller");
      if (reply.ok || reply.status === 401) break;
    } catch {
      // the network does not answer: the screen stays covered, the server will be told
    }
    await new Promise((resolve) => setTimeout(resolve, 2000));
  }
  closing = false;
}

function ask(code) {
  const kept = find("says").dataset.kept;
  find("says").textContent = `${kept} ${code ? "Entrez maintenant le code de votre téléphone, ou un code de rechange." : "Entrez votre mot de passe pour continuer."}`;
  find("code").parentElement.hidden = !code;
  find("code").required = code;
  find("password").required = !code;
  find("password").parentElement.hidden = code;
}

function say(sentence) {
  find("problem").textContent = sentence;
  for (const name of ["password", "code"]) {
    if (sentence) find(name).setAttribute("aria-invalid", "true");
    else find(name).removeAttribute("aria-invalid");
  }
}

async function open() {
  const button = dialog.querySelector("button");
  const byCode = !find("code").parentElement.hidden;
  button.disabled = true;
  button.textContent = "Un instant…";
  say("");
  closing = false;
  try {
    const reply = byCode
      ? await send("/connexion/code", { code: find("code").value })
      : await send("/connexion", { login: options.account, password: find("password").value });
    const said = await reply.json().catch(() => null);
    if (reply.ok && said?.state === "open") {
      channel?.postMessage("open");
      uncover();
    } else if (reply.ok && said?.state === "code") {
      ask(true);
    } else {
      if (byCode && said?.sentence?.includes("cinq minutes")) ask(false);
      say(said?.sentence || "La connexion n’a pas abouti. Essayez à nouveau.");
    }
  } catch {
    say("Le réseau ne répond pas. Ce que vous avez tapé reste dans cette page.");
  } finally {
    button.disabled = false;
    button.textContent = "Continuer";
    find("password").value = find("code").value = "";
    if (isLocked()) find(find("code").parentElement.hidden ? "password" : "code").focus();
  }
}

/* Another tab says something. It opens this one only for the same person. */
async function heard({ data }) {
  if (data === "locked") cover(false);
  else if (data === "active") last = moment();
  else if (data === "open" && isLocked()) {
    const reply = await fetch("/session", { cache: "no-store", redirect: "error" }).catch(() => null);
    if (reply?.ok && (await reply.json()).account === options.account) uncover();
  }
}

function acted() {
  if (isLocked() || since(last) >= options.seconds * 1000) return; // the computer wakes up: too late
  if (since(last) > 1000) channel?.postMessage("active");
  last = moment();
  if (since(told) < TELL) return;
  told = moment();
  send("/session").catch(() => {});
}

function watch() {
  if (!options.demo && options.seconds && !isLocked() && since(last) >= options.seconds * 1000) lockNow();
}

function start(given) {
  options = { ...options, ...given };
  for (const name of ACTIONS) document.addEventListener(name, acted, { capture: true, passive: true });
  setInterval(watch, CHECK);
  for (const name of ["visibilitychange", "focus", "pageshow", "resume"]) addEventListener(name, watch, true);
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  document.addEventListener("click", (event) => event.target.closest?.("[data-lock]") && lockNow());
  document.addEventListener("mousedown", (event) => event.target.closest?.("[data-lock]") && event.preventDefault()); // the field keeps its place
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey && event.altKey && event.key.toLowerCase() === "v")) return;
    event.preventDefault();
    lockNow();
  });
  if (channel) channel.onmessage = heard;
}

export const lock = { start, now: lockNow, over: () => cover(true), isLocked };
