// Files on their way to the server, one after the other. A file keeps its request id until it is answered, so that one
// that was sent twice is one file. A cut is not a failure: it is sent again until it passes, or is cancelled.
import { reactive, watch } from "vue";
import { newId, saver } from "/static/saver.js";

const SILENCE = 20000; // nothing more leaves for so long: the line is dead, begin again
const CHECKING = 150000; // the server checks a file, and those before it
const DELAYS = [800, 1500, 3000, 5000, 8000];
const LONGEST_NAME = 400;
const UNDER_WAY = ["waiting", "sending", "checking", "cut"];

export const queue = reactive({ items: [] });
export const underWay = (item) => UNDER_WAY.includes(item.kind);

let running = false;

/* Put files in the queue for a paper. `settings`: caseId, heaviest (bytes), joined(reply, item). */
export function send(files, paper, settings) {
  for (const file of files) {
    const item = reactive({
      id: newId(), paper, name: file.name, size: file.size, sent: 0, kind: "waiting", sentence: "", tries: 0, again: false,
    });
    const heavy = file.size > settings.heaviest;
    if (heavy || file.isFolder) {
      item.kind = "refused";
      item.sentence = heavy
        ? `Ce fichier pèse ${megabytes(file.size)} : la limite est de ${megabytes(settings.heaviest)}. Numérisez-le en noir et blanc ou en plusieurs fichiers.`
        : "C’est un dossier : choisissez les fichiers qu’il contient.";
    }
    queue.items.push(item);
    item.work = { file, settings };
  }
  run();
}

export function cancel(item) {
  if (!underWay(item) || item.kind === "checking") return;
  item.kind = "cancelled";
  item.work.request?.abort();
  item.work.wake?.();
}

export function again(item) {
  item.kind = "waiting";
  item.sentence = "";
  item.sent = 0;
  run();
}

export function dismiss(item) {
  queue.items = queue.items.filter((other) => other !== item);
}

export const clear = () => (queue.items = queue.items.filter((item) => underWay(item)));

export function megabytes(size) {
  return size < 1e6 ? `${Math.max(1, Math.round(size / 1000))} Ko` : `${(size / 1e6).toFixed(1).replace(".", ",").replace(",0", "")} Mo`;
}

async function run() {
  if (running) return;
  running = true;
  for (let item; (item = queue.items.find((one) => one.kind === "waiting")); ) await pass(item);
  running = false;
}

async function pass(item) {
  while (item.kind !== "cancelled") {
    item.kind = "sending";
    item.sent = 0;
    const [status, reply] = await post(item);
    if (item.kind === "cancelled") return;
    if (status === 200 && reply?.state === "joined") {
      item.kind = "done";
      item.sentence = reply.sentence;
      item.again = reply.again; // the server had it already
      return item.work.settings.joined(reply, item);
    }
    if (reply?.sentence && (status === 200 || (status >= 400 && status < 500 && ![401, 408, 429].includes(status)))) {
      item.kind = "refused";
      item.sentence = reply.sentence;
      return;
    }
    if (!(await readable(item.work.file))) {
      item.kind = "refused";
      item.sentence = "Ce fichier ne peut plus être lu sur cet appareil : il a été déplacé ou modifié. Choisissez-le à nouveau.";
      return;
    }
    item.kind = "cut";
    item.sent = 0;
    if (status === 401) await signedIn();
    else await pause(item, DELAYS[Math.min(item.tries++, DELAYS.length - 1)]);
  }
}

function post(item) {
  const { file, settings } = item.work;
  return new Promise((resolve) => {
    const request = (item.work.request = new XMLHttpRequest());
    let timer = 0;
    const watchFor = (delay) => {
      clearTimeout(timer);
      timer = setTimeout(() => request.abort(), delay);
    };
    const end = (status, reply) => {
      clearTimeout(timer);
      resolve([status, reply]);
    };
    request.open("POST", `/dossier/${settings.caseId}/pieces/${encodeURIComponent(item.paper)}/fichier`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-Pcb-Request", item.id);
    request.setRequestHeader("X-Pcb-Name", encoded(item.name));
    request.responseType = "json";
    request.upload.onprogress = (event) => {
      item.sent = event.loaded;
      watchFor(SILENCE);
    };
    request.upload.onload = () => {
      item.sent = item.size;
      if (item.kind === "sending") item.kind = "checking";
      watchFor(CHECKING);
    };
    request.onload = () => end(request.status, request.response);
    request.onerror = request.onabort = () => end(0, null);
    watchFor(SILENCE);
    request.send(file);
  });
}

/* A header takes ASCII alone; a half of a pair would stop the encoding. */
function encoded(name) {
  const whole = name.length > LONGEST_NAME ? name.slice(0, LONGEST_NAME / 2) + "…" + name.slice(-LONGEST_NAME / 2) : name;
  return encodeURIComponent(whole.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd"));
}

async function readable(file) {
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

function pause(item, delay) {
  return new Promise((resolve) => {
    item.work.wake = resolve;
    setTimeout(resolve, delay);
    addEventListener("online", resolve, { once: true });
  });
}

/* The session is over: the page asks for the password, and the queue waits. */
function signedIn() {
  saver.lock();
  return new Promise((resolve) => {
    const stop = watch(() => saver.state.locked, (locked) => {
      if (locked) return;
      stop();
      resolve();
    });
  });
}

watch(() => queue.items.filter(underWay).length, (count) => (saver.state.uploads = count));
