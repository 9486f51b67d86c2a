// The page's agent: save state in the header, the lock, discipline of the socket, keys.
import { lock } from "/static/lock.js";
import { saver } from "/static/saver.js";

const FOCUS = "pcb:retour";
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
export default {
  template: `
  <div class="pcb-agent">
    <p class="pcb-status" id="pcb-etat" :class="'is-' + summary.level" role="status">
      <button v-if="summary.path" type="button" class="pcb-link" @click="show(summary.path)">{{ summary.text }}</button>
      <template v-else>{{ summary.text }}</template>
    </p>
    <p v-if="notice" class="pcb-notice" role="status">{{ notice }}</p>
  </div>`,
  props: {
    caseId: { type: String, default: "" }, draftKey: { type: String, default: "" }, savedAt: { type: String, default: "" },
    account: String, demo: Boolean, lockSeconds: { type: Number, default: 0 }, address: { type: String, default: "" }, target: { type: String, default: "" },
    turn: { type: Number, default: 0 }, revision: { type: Number, default: 0 },
  },
  emits: ["saved", "go", "undo"],
  data() {
    return { notice: "", asked: 0, leaving: false };
  },
  computed: {
    summary() {
      return saver.summary();
    },
  },
  watch: {
    revision(value) {
      if (value <= saver.state.revision) return; // our own answer, already told
      saver.state.revision = value;
      saver.state.savedAt = this.savedAt;
      dispatchEvent(new CustomEvent("pcb:saved", { detail: {} }));
    },
    turn: {
      flush: "post",
      handler() {
        this.asked = 0;
        this.notice = "";
        if (this.address && this.address !== location.pathname) history.pushState(null, "", this.address);
        this.arrive(this.target);
      },
    },
  },
  mounted() {
    saver.start({
      caseId: this.caseId, draftKey: this.draftKey, savedAt: this.savedAt, revision: this.revision,
      onSaved: (message) => this.$emit("saved", message), onLock: () => lock.over(),
    });
    lock.start({
      account: this.account, demo: this.demo, seconds: this.lockSeconds, settle: () => (this.keepPlace(), this.settled(1500)),
      onLock: () => this.keepPlace(), onOpen: () => this.opened(),
    });
    this.disciplineSocket();
    addEventListener("beforeunload", this.beforeUnload);
    addEventListener("popstate", () => this.ask({ address: location.pathname }));
    document.addEventListener("click", this.clicked, true);
    document.addEventListener("submit", this.submitted, true);
    document.addEventListener("keydown", this.pressed);
    document.addEventListener("visibilitychange", () => document.hidden || this.checkSession());
    this.comeBack();
  },
  methods: {
    /* -- where the person is -- */
    show(path) {
      const field = document.getElementById("f-" + path);
      if (field) field.focus();
      else this.ask({ path });
    },
    ask(message) {
      const turn = ++this.asked;
      this.$emit("go", message);
      setTimeout(() => {
        if (this.asked === turn) this.notice = "Le réseau ne répond pas : la page s’ouvrira dès qu’il revient.";
      }, 1500);
    },
    /* Focus on the field of that path, else on what comes first; its text is selected as the Tab key would, or, after a
       reload in the middle of a word, the caret goes back to its place. */
    async arrive(target, caret = -1) {
      const turn = (this.arrival = (this.arrival || 0) + 1);
      const main = document.getElementById("contenu");
      scrollTo(0, 0);
      for (let tries = 0; tries < 20 && turn === this.arrival; tries++) {
        await this.$nextTick();
        await wait(25);
        const field = target ? document.getElementById("f-" + target) : null;
        if (target && !field && tries < 10) continue; // not drawn yet
        field?.closest("details")?.setAttribute("open", "");
        const fields = [...main.querySelectorAll(".pcb-field :is(input, select, textarea)[id^='f-']")];
        const first = field || main.querySelector("[data-first]")
          || fields.find((one) => one.checkVisibility()) || main.querySelector("h1"); // a folded field takes no focus
        const place = first?.closest("fieldset")?.querySelector("input:checked") || first;
        if (!place) continue;
        if (place.tagName === "H1") place.tabIndex = -1;
        place.focus({ preventScroll: !field });
        if (caret >= 0) place.setSelectionRange?.(caret, caret);
        else if (place.type === "text") place.select();
        if (document.activeElement === place) return;
      }
    },
    comeBack() {
      const target = decodeURIComponent(location.hash).replace(/^#f-/, "");
      const kept = sessionStorage.getItem(FOCUS);
      sessionStorage.removeItem(FOCUS);
      if (kept) {
        const place = JSON.parse(kept);
        if (place.address === location.pathname) return this.arrive(place.id.replace(/^f-/, ""), place.caret);
      }
      if (target || this.address) this.arrive(target);
    },
    clicked(event) {
      const link = event.target.closest?.("a[href^='/']");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button || link.target) return;
      const url = new URL(link.href);
      const inside = this.address && url.pathname.split("/").slice(0, 4).join("/") === this.address.split("/").slice(0, 4).join("/");
      if (inside) {
        event.preventDefault();
        this.ask({ address: url.pathname, path: decodeURIComponent(url.hash).replace(/^#f-/, "") });
      } else if (saver.isPending()) {
        event.preventDefault();
        this.settled(2500).then(() => location.assign(link.href));
      }
    },
    submitted(event) {
      if (event.target.getAttribute("action") !== "/deconnexion") return;
      if (saver.isPending()) {
        event.preventDefault();
        this.settled(2500).then(() => {
          if (!saver.isPending() || confirm("Une réponse n’est pas enregistrée. Se déconnecter quand même ?")) this.signOut(event.target);
        });
      } else saver.forget();
    },
    signOut(form) {
      this.leaving = true;
      saver.forget();
      form.submit();
    },
    pressed(event) {
      if (event.ctrlKey && event.altKey && event.key.toLowerCase() === "z") {
        event.preventDefault();
        this.$emit("undo", {});
      }
    },
    beforeUnload(event) {
      if (!this.leaving && saver.isPending()) event.preventDefault();
    },
    async settled(limit) {
      document.activeElement?.blur?.();
      const end = Date.now() + limit;
      while (saver.isPending() && Date.now() < end) await wait(40);
      return !saver.isPending();
    },
    /* -- the session -- */
    async checkSession() {
      try {
        const reply = await fetch("/session", { cache: "no-store", redirect: "error", signal: AbortSignal.timeout?.(8000) });
        if (reply.status === 401) saver.lock();
        return reply.status === 200;
      } catch {
        return false;
      }
    },
    opened() {
      saver.unlock();
      this.reloadWhenSafe();
    },
    /* -- the socket: NiceGUI would reload the page by itself in the middle of an outage -- */
    async disciplineSocket() {
      while (!window.socket) await wait(20);
      const socket = window.socket;
      for (const name of ["connect_error", "try_reconnect"]) socket.off(name);
      socket.on("connect_error", (error) => {
        if (error.message === "Implicit handshake failed") this.reloadWhenSafe();
        else this.checkSession();
      });
      socket.on("connect", () => saver.resend());
      socket.on("try_reconnect", () => this.reloadWhenSafe());
      socket.on("disconnect", async (reason) => {
        if ((await this.checkSession()) && reason === "io server disconnect") this.reloadWhenSafe();
      });
    },
    /* A new page is needed (the server no longer knows this one): once the network answers and nothing is in flight. */
    async reloadWhenSafe() {
      if (this.reloading) return;
      this.reloading = true;
      for (;;) {
        if (!saver.state.locked && (await this.checkSession()) && !saver.isBusy() && Date.now() - this.lastKey() > 1200) break;
        saver.resend();
        await wait(400);
      }
      this.keepPlace();
      await wait(150); // the last keystroke is sealed
      this.leaving = true;
      location.reload();
    },
    lastKey() {
      if (!this.keys) {
        this.keys = { at: 0 };
        document.addEventListener("input", () => (this.keys.at = Date.now()), true);
      }
      return this.keys.at;
    },
    keepPlace() {
      const place = document.activeElement;
      if (!place?.id.startsWith("f-")) return;
      const caret = ["text", "textarea"].includes(place.type) ? place.selectionStart : -1;
      sessionStorage.setItem(FOCUS, JSON.stringify({ address: location.pathname, id: place.id, caret }));
    },
  },
};
