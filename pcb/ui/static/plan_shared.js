// What the parts of the page of the plan share: asking for figures, whole euros on an axis, which colour is whose.
import { saver } from "/static/saver.js";

export const FAILED = "La connexion ne répond pas. Ce qui est déjà enregistré n’est pas touché.";

/* A POST of plain data; [status, reply], and 0 when nothing came back. A session that is over locks the page. */
export async function ask(address, body) {
  try {
    const answer = await fetch(address, {
      method: "POST", headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify(body), cache: "no-store", signal: AbortSignal.timeout(20000), redirect: "error",
    });
    if (answer.status === 401) saver.lock();
    return [answer.status, await answer.json()];
  } catch {
    return [0, null];
  }
}

/* « 1 200 € », for an axis: figures that are read come written from the server. */
export function wholeEuros(cents) {
  const digits = String(Math.round(Math.abs(cents) / 100)).replace(/\B(?=(\d{3})+$)/g, "\u202f");
  return (cents < 0 ? "−" : "") + digits + "\u202f€";
}

/* Up to four round marks between two amounts. */
export function marks(bottom, top) {
  const span = Math.max(1, top - bottom);
  const unit = 10 ** Math.floor(Math.log10(span / 3));
  const step = Math.max(100, [1, 2, 5, 10].map((n) => n * unit).find((size) => span / size <= 4));
  const found = [];
  for (let at = Math.ceil(bottom / step) * step; at <= top; at += step) found.push(at);
  return found;
}

/* Years of a plan: the months to name under a drawing. */
export function months(last) {
  const step = last <= 12 ? 1 : last <= 36 ? 6 : last <= 120 ? 12 : 60;
  const found = [1];
  for (let month = step; month <= last; month += step) if (month > 1) found.push(month);
  return found;
}
