// Sends what the fields show, and knows at every moment what the server has acknowledged.
//
// One entry a path. At most one request in flight for an entry; a request is repeated, with the same id, until it is
// answered, and only then does the next value leave: so the server never takes our own earlier value for someone else's.
// What is not acknowledged is also kept in sessionStorage, sealed (AES-GCM) with a key that only the signed-in page has.
import { reactive } from "vue";

const LATE = 2500; // after this long without an answer the screen says that nothing is stored
const TIMEOUT = 8000;
const DELAYS = [800, 1500, 3000, 5000, 8000];
const PREFIX = "pcb:reponse:";

const plain = (value) => JSON.stringify(Array.isArray(value) ? (value.length ? [...value].sort() : "") : value ?? "");
export const same = (a, b) => plain(a) === plain(b);

const state = reactive({
  caseId: "",
  savedAt: "",
  revision: 0,
  locked: false, // no session: waiting for the password
  offline: false, // the last request did not come back
  uploads: 0, // files on their way, see uploads.js
  entries: {},
});

let draftKey = null;
let listener = () => {};
let lockListener = () => {};

function entry(path, shown) {
  if (!state.entries[path]) {
    state.entries[path] = {
      path, raw: shown ?? "", seen: shown ?? "", acked: null, refused: null, sent: null, waiting: false, typing: false,
      busy: false, overwrite: false, focused: false, tries: 0, since: 0, late: false, kind: "idle", sentence: "", at: "",
      mine: "", theirs: "", by: "", label: "", sealing: 0, timer: 0,
    };
  }
  return state.entries[path];
}

export const pending = (e) => e.typing || e.waiting || e.sent !== null;
const unsettled = (e) => pending(e) || e.kind === "rejected" || e.kind === "conflict" || e.kind === "failed";
const all = () => Object.values(state.entries);

/* The server tells the value it holds (page built, undo, someone else): never over what is being typed. */
function shown(path, value) {
  const e = entry(path, value);
  if (unsettled(e)) return;
  if (!same(e.seen, value)) e.kind = "idle";
  e.seen = value;
  e.acked = null;
  if (!e.focused || !same(e.raw, value)) e.raw = value;
}

function typing(path, raw) {
  const e = entry(path);
  e.raw = raw;
  e.typing = true;
  if (!e.since) e.since = Date.now();
  seal(e);
}

function commit(path, raw) {
  const e = entry(path);
  e.raw = raw;
  e.typing = false;
  const nothingNew = e.sent === null && !e.waiting;
  if (nothingNew && e.kind !== "conflict") {
    if (same(raw, e.seen) || (e.acked !== null && same(raw, e.acked))) return settle(e);
    if (e.kind === "rejected" && same(raw, e.refused)) {
      e.since = 0;
      return;
    }
  }
  e.waiting = true;
  if (!e.since) e.since = Date.now();
  seal(e);
  pump(e);
}

/* Nothing is left to send: the field shows what the server holds. */
function settle(e) {
  e.since = 0;
  e.late = false;
  e.sentence = "";
  e.refused = null;
  e.kind = e.at ? "saved" : "idle";
  if (!e.focused) e.raw = e.seen;
  unseal(e);
}

async function pump(e) {
  if (e.busy || state.locked) return;
  if (e.sent === null) {
    if (!e.waiting) return;
    e.sent = { path: e.path, raw: e.raw, seen: e.seen, request_id: newId(), overwrite: e.overwrite };
    e.waiting = false;
    e.overwrite = false;
    seal(e);
  }
  clearTimeout(e.timer);
  e.busy = true;
  if (!e.late) e.kind = "sending";
  const [status, reply] = await post(`/dossier/${state.caseId}/reponse`, e.sent);
  e.busy = false;
  if (status === 200) return acknowledged(e, reply);
  if (status === 401) return lock();
  if (status >= 400 && status < 500 && status !== 408 && status !== 429) {
    e.kind = "failed";
    e.sentence = reply?.sentence || "Cette réponse n’a pas pu être enregistrée.";
    e.sent = null;
    return;
  }
  state.offline = true;
  e.late = true;
  e.kind = "late";
  e.timer = setTimeout(() => pump(e), DELAYS[Math.min(e.tries++, DELAYS.length - 1)]);
}

function acknowledged(e, reply) {
  const sent = e.sent;
  e.sent = null;
  e.tries = 0;
  state.offline = false;
  if (reply.state === "saved") {
    e.seen = reply.shown;
    e.acked = sent.raw;
    e.at = state.savedAt = reply.at;
    state.revision = Math.max(state.revision, reply.revision);
    e.late = false;
    if (e.waiting) e.since = Date.now();
    else if (e.typing) e.kind = "idle";
    else settle(e);
    tell({ path: e.path, structure_changed: reply.structure_changed });
  } else if (!e.waiting && !e.typing) {
    Object.assign(e, { kind: reply.state, sentence: reply.sentence || "", refused: sent.raw, since: 0, late: false });
    Object.assign(e, { mine: reply.mine ?? "", theirs: reply.theirs ?? "", by: reply.by ?? "", theirsAt: reply.at ?? "" });
    seal(e);
  }
  if (e.waiting && reply.state !== "conflict") pump(e);
  for (const other of all()) if (other !== e && pending(other) && !other.busy) pump(other);
}

/* Something new is stored: the page's agent redraws what must be, other parts of the page may listen too. */
function tell(message) {
  listener(message);
  dispatchEvent(new CustomEvent("pcb:saved", { detail: message }));
}

/* A conflict is decided by the person: keep one's own answer, or take the one that is stored. */
function decide(path, mine) {
  const e = entry(path);
  const theirs = e.theirs;
  e.kind = "idle";
  e.seen = theirs;
  e.refused = null;
  if (mine) {
    e.overwrite = true;
    e.waiting = true;
    e.since = Date.now();
    pump(e);
  } else {
    e.raw = theirs;
    settle(e);
    tell({ path, structure_changed: true });
  }
}

function retry(path) {
  const e = entry(path);
  e.waiting = true;
  pump(e);
}

async function post(url, body) {
  const aborter = new AbortController();
  const timer = setTimeout(() => aborter.abort(), TIMEOUT);
  try {
    const reply = await fetch(url, {
      method: "POST", headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify(body), signal: aborter.signal, cache: "no-store", redirect: "error",
    });
    return [reply.status, await reply.json()];
  } catch {
    return [0, null];
  } finally {
    clearTimeout(timer);
  }
}

function lock() {
  state.locked = true;
  for (const e of all()) if (pending(e)) e.late = true;
  lockListener();
}

function unlock() {
  state.locked = false;
  for (const e of all()) if (pending(e)) pump(e);
}

/* What the header says. */
function summary() {
  const found = all();
  const late = found.filter((e) => pending(e) && (e.late || e.kind === "late"));
  const failed = found.filter((e) => e.kind === "failed");
  const conflict = found.find((e) => e.kind === "conflict");
  const rejected = found.filter((e) => e.kind === "rejected" && !pending(e));
  if (failed.length) return { level: "alert", text: "NON ENREGISTRÉ", path: failed[0].path };
  const waiting = late.find((e) => e.waiting || e.sent);
  if (waiting) return { level: "alert", text: "NON ENREGISTRÉ – nouvel essai…", path: waiting.path };
  if (conflict) return { level: "alert", text: "À décider : deux réponses différentes", path: conflict.path };
  if (rejected.length)
    return { level: "alert", text: rejected.length > 1 ? `${rejected.length} réponses à corriger` : "1 réponse à corriger", path: rejected[0].path };
  if (late.length) return { level: "busy", text: "Saisie en cours, pas encore enregistrée", path: late[0].path };
  if (found.some(pending)) return { level: "busy", text: "en cours…", path: "" };
  if (state.uploads) return { level: "busy", text: state.uploads > 1 ? `envoi de ${state.uploads} fichiers…` : "envoi d’un fichier…", path: "" };
  return { level: "calm", text: state.savedAt ? `enregistré à ${state.savedAt}` : "", path: "" };
}

setInterval(() => {
  const now = Date.now();
  for (const e of all()) if (pending(e) && e.since && now - e.since > LATE) e.late = true;
}, 200);
addEventListener("online", () => all().forEach((e) => pending(e) && !e.busy && pump(e)));

/* ---- drafts: sealed, never in clear ---- */

const bytes = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
const base64 = (array) => btoa(String.fromCharCode(...new Uint8Array(array)));

async function draftName(path) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(path));
  return `${PREFIX}${state.caseId}:${base64(digest.slice(0, 12))}`;
}

async function seal(e) {
  const turn = ++e.sealing;
  if (!draftKey) return;
  await new Promise((resolve) => setTimeout(resolve, 60));
  if (turn !== e.sealing) return;
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify({ path: e.path, raw: e.raw, seen: e.seen, sent: e.sent }));
  const additionalData = new TextEncoder().encode(state.caseId);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, draftKey, plain);
  const name = await draftName(e.path);
  if (turn !== e.sealing) return;
  try {
    sessionStorage.setItem(name, base64(iv) + "." + base64(sealed));
  } catch {
    // storage full or forbidden: the text stays in the page, and the header says that it is not stored
  }
}

async function unseal(e) {
  const turn = ++e.sealing;
  if (!draftKey) return;
  const name = await draftName(e.path);
  if (turn === e.sealing) sessionStorage.removeItem(name);
}

async function restore() {
  for (const name of Object.keys(sessionStorage).filter((key) => key.startsWith(`${PREFIX}${state.caseId}:`))) {
    try {
      const [iv, sealed] = sessionStorage.getItem(name).split(".").map(bytes);
      const additionalData = new TextEncoder().encode(state.caseId);
      const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData }, draftKey, sealed);
      const draft = JSON.parse(new TextDecoder().decode(plain));
      const e = entry(draft.path, draft.seen);
      if (pending(e)) continue;
      Object.assign(e, { raw: draft.raw, seen: draft.seen, sent: draft.sent, since: Date.now() - LATE, late: true, kind: "late" });
      e.waiting = draft.sent === null || !same(draft.sent.raw, draft.raw);
      pump(e);
    } catch {
      sessionStorage.removeItem(name); // sealed by another account
    }
  }
}

function forget() {
  for (const name of Object.keys(sessionStorage)) if (name.startsWith("pcb:")) sessionStorage.removeItem(name);
}

async function start(options) {
  state.caseId = options.caseId;
  state.savedAt = options.savedAt;
  state.revision = options.revision;
  listener = options.onSaved;
  lockListener = options.onLock;
  if (!options.draftKey || !crypto.subtle) return;
  draftKey = await crypto.subtle.importKey("raw", bytes(options.draftKey), "AES-GCM", false, ["encrypt", "decrypt"]);
  await restore();
}

export const newId = () => crypto.randomUUID?.() ?? uuid();

function uuid() {
  const b = crypto.getRandomValues(new Uint8Array(16));
  return [...b].map((x) => x.toString(16).padStart(2, "0")).join("");
}

export const saver = {
  state, entry, shown, typing, commit, decide, retry, lock, unlock, summary, start, forget,
  isPending: () => state.uploads > 0 || all().some(pending),
  isBusy: () => state.uploads > 0 || all().some((e) => e.waiting || e.sent !== null),
  resend: () => all().forEach((e) => pending(e) && !e.busy && !e.typing && pump(e)),
};
