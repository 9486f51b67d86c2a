// The papers to join: by heading, each with its state chosen in place, its details, its files. One element for all.
// What it shows comes whole from the server (paper_rows.py), at first with the page, then with each reply.
import Field from "/static/field.js";
import { again, cancel, clear, dismiss, megabytes, queue, send, underWay } from "/static/uploads.js";
import { PaperFile } from "/static/paper_file.js";

const ALL = "all";
const DETAILS = ["dated", "owner", "covers_from", "covers_to"];
const CLOSES = 4000;

export default {
  components: { PaperField: Field, PaperFile },
  template: `
  <div class="papers">
    <div class="papers-counts" role="group" aria-label="Montrer">
      <button type="button" class="pcb-button" :aria-pressed="shown === 'all'" @click="show('all')">Toutes <b>{{ total }}</b></button>
      <button v-for="[code, word, number] in list.counts" :key="code" type="button" class="pcb-button" :class="'count-' + code"
        :aria-pressed="shown === code" @click="show(code)">{{ word }} <b>{{ number }}</b></button>
    </div>
    <p class="pcb-hidden" role="status" aria-live="polite">{{ said }}</p>

    <section v-if="queue.items.length" class="papers-queue pcb-card" aria-labelledby="papers-queue-title">
      <h2 id="papers-queue-title">{{ queueTitle }}</h2>
      <progress v-if="pendingCount" :value="sentBytes" :max="allBytes" aria-labelledby="papers-queue-title"></progress>
      <ul>
        <li v-for="item in listed" :key="item.id" :class="'is-' + item.kind">
          <span class="papers-queue-name"><bdi>{{ item.name }}</bdi> <span class="pcb-line-note">{{ labelOf(item.paper) }}</span></span>
          <progress v-if="underWay(item)" :value="item.sent" :max="item.size || 1" :aria-label="'Envoi de ' + item.name"></progress>
          <span class="papers-queue-state">{{ stateOf(item) }}</span>
          <button v-if="underWay(item) && item.kind !== 'checking'" type="button" class="pcb-link" :aria-label="'Annuler l’envoi de ' + item.name" @click="cancel(item)">Annuler</button>
          <button v-if="item.kind === 'cancelled'" type="button" class="pcb-link" :aria-label="'Reprendre l’envoi de ' + item.name" @click="again(item)">Reprendre</button>
        </li>
      </ul>
      <p v-if="!pendingCount" class="pcb-buttons"><button type="button" class="pcb-button" @click="clear">Fermer</button></p>
    </section>

    <input ref="files" type="file" multiple hidden :accept="accepted" @change="chosen">
    <input ref="camera" type="file" hidden accept="image/*" capture="environment" @change="chosen">

    <section v-for="heading in list.headings" :key="heading.key" v-show="heading.papers.some(visible)">
      <h2>{{ heading.title }}</h2>
      <ul class="papers-list">
        <li v-for="paper in heading.papers" :key="paper.key" v-show="visible(paper)" class="paper" :class="['paper-' + paper.code, { 'is-over': over === paper.key }]"
          @dragenter.prevent="over = paper.key" @dragover.prevent="over = paper.key" @dragleave="leave($event, paper.key)" @drop.prevent="dropped($event, paper.key)">
          <div class="paper-what">
            <h3>{{ paper.label }}</h3>
            <p v-if="paper.concerns" class="paper-about">{{ paper.concerns }}</p>
            <p v-if="paper.age" class="paper-age">{{ paper.age }}</p>
            <p v-if="paper.todo" class="paper-age">{{ paper.todo }}</p>
            <p v-if="paper.problem" class="paper-problem">{{ paper.problem }}</p>
          </div>
          <div class="paper-state">
            <paper-field v-bind="stateField(paper)" compact bare :skippable="false"></paper-field>
            <span v-if="paper.seen" class="paper-seen">original vu</span>
          </div>
          <p class="paper-acts pcb-buttons">
            <button type="button" class="pcb-button" :aria-label="'Joindre des fichiers : ' + title(paper)" @click="choose('files', paper.key)">Joindre…</button>
            <button type="button" class="pcb-button papers-camera" :aria-label="'Photographier : ' + title(paper)" @click="choose('camera', paper.key)">Photographier</button>
            <button type="button" class="pcb-link" :aria-expanded="open.has(paper.key)" :aria-controls="'details-' + paper.key"
              :aria-label="'Détails : ' + title(paper)" @click="toggle(paper.key)">Détails{{ paper.noted ? ' ✓' : '' }}</button>
          </p>
          <div v-for="item in refusedOf(paper.key)" :key="item.id" class="paper-refused">
            <p class="pcb-error" role="alert"><bdi>{{ item.name }}</bdi> n’a pas été joint. {{ item.sentence }}</p>
            <p class="pcb-buttons"><button type="button" class="pcb-link" :aria-label="'Fermer le message sur ' + item.name" @click="dismiss(item)">Fermer ce message</button></p>
          </div>
          <div v-if="paper.code === 'impossible' || open.has(paper.key + ' reason')" class="paper-reason">
            <paper-field v-bind="field(paper, 'reason')" :skippable="false"></paper-field>
          </div>
          <div v-if="open.has(paper.key)" class="paper-details pcb-questions" :id="'details-' + paper.key">
            <paper-field v-for="name in details" :key="name" v-bind="field(paper, name)"></paper-field>
            <p class="paper-why"><template v-if="paper.why">{{ paper.why }} </template><a v-if="paper.href" :href="paper.href">Voir la réponse qui la demande</a></p>
          </div>
          <div v-if="paper.files.length" class="paper-files">
            <paper-file v-for="file in paper.files" :key="file.id" :file="file" :case-id="caseId" :paper="paper.key" :papers="choices" @act="act"></paper-file>
          </div>
        </li>
      </ul>
    </section>
    <p v-if="!anyVisible" class="pcb-empty">Aucune pièce dans cet état.</p>

    <section v-if="list.unclaimed.length">
      <h2>Fichiers dont la pièce n’est plus demandée</h2>
      <p>La réponse qui demandait cette pièce a changé. Ces fichiers ne sont pas dans le dossier : déplacez-les, ou laissez-les ici.</p>
      <div class="paper-files">
        <paper-file v-for="file in list.unclaimed" :key="file.id" :file="file" :case-id="caseId" paper="" :papers="choices" @act="act"></paper-file>
      </div>
    </section>
  </div>`,
  props: { caseId: String, accepted: String, heaviest: Number, first: Array },
  data() {
    return { list: this.first[0], shown: ALL, kept: new Set(), said: "", over: "", target: "", open: new Set(), queue, details: DETAILS };
  },
  computed: {
    papers() {
      return this.list.headings.flatMap((heading) => heading.papers);
    },
    choices() {
      return this.papers.map((paper) => [paper.key, this.title(paper)]);
    },
    total() {
      return this.papers.length;
    },
    anyVisible() {
      return this.papers.some(this.visible);
    },
    pendingCount() {
      return this.queue.items.filter(underWay).length;
    },
    allBytes() {
      return this.counted.reduce((sum, item) => sum + Math.max(item.size, 1), 0) || 1;
    },
    sentBytes() {
      return this.counted.reduce((sum, item) => sum + (underWay(item) ? item.sent : Math.max(item.size, 1)), 0);
    },
    listed() {
      return this.queue.items.filter((item) => item.kind !== "done" || item.again);
    },
    counted() {
      return this.queue.items.filter((item) => item.kind !== "cancelled" && item.kind !== "refused");
    },
    queueTitle() {
      const done = this.queue.items.filter((item) => item.kind === "done").length;
      const joined = done > 1 ? `${done} fichiers joints` : done ? "1 fichier joint" : "Aucun fichier joint";
      if (!this.pendingCount) return joined;
      return `Envoi en cours : ${done} sur ${this.counted.length}`;
    },
  },
  created() {
    const target = decodeURIComponent(location.hash).replace(/^#f-papers\./, "");
    const [key, name] = target.split(".");
    if (name === "reason") this.open.add(key + " reason");
    else if (name && name !== "state") this.open.add(key);
  },
  mounted() {
    addEventListener("pcb:saved", this.saved);
    for (const name of ["dragover", "drop"]) addEventListener(name, this.missed);
  },
  beforeUnmount() {
    removeEventListener("pcb:saved", this.saved);
    for (const name of ["dragover", "drop"]) removeEventListener(name, this.missed);
  },
  methods: {
    underWay, cancel, again, clear, dismiss,
    title(paper) {
      return paper.concerns ? `${paper.label}, ${paper.concerns}` : paper.label;
    },
    field(paper, name) {
      return { path: `papers.${paper.key}.${name}`, ...this.list.questions[name], shown: paper.shown[name] };
    },
    /* Nothing noted and « à apporter » are one choice, whichever is stored. */
    stateField(paper) {
      const field = this.field(paper, "state");
      const [[code, unset], ...others] = field.options;
      const stored = field.shown === code;
      return { ...field, label: `État\u202f: ${this.title(paper)}`, unset: stored ? "" : unset, options: stored ? field.options : others };
    },
    labelOf(key) {
      const paper = this.papers.find((one) => one.key === key);
      return paper ? this.title(paper) : "";
    },
    /* A paper that is joined or received stays in sight until another choice: its back is to come after its front. */
    show(code) {
      this.shown = code;
      this.kept = new Set(this.papers.filter((paper) => paper.code === code).map((paper) => paper.key));
    },
    visible(paper) {
      return this.shown === ALL || paper.code === this.shown || this.kept.has(paper.key);
    },
    refusedOf(key) {
      return this.queue.items.filter((item) => item.paper === key && item.kind === "refused");
    },
    stateOf(item) {
      return {
        waiting: "en attente", sending: `envoi… ${percent(item)} %`, checking: "vérification…", done: item.sentence,
        cut: "réseau coupé : nouvel essai…", cancelled: "annulé", refused: "refusé : voir sa pièce",
      }[item.kind] + (item.kind === "waiting" ? ` (${megabytes(item.size)})` : "");
    },
    /* All went well: the pictures under each paper say it, the queue goes. */
    close() {
      if (!this.listed.length) clear();
    },
    toggle(key) {
      if (!this.open.delete(key)) this.open.add(key);
    },
    /* -- files come in: chosen, photographed, dropped -- */
    choose(input, key) {
      this.target = key;
      this.$refs[input].value = "";
      this.$refs[input].click();
    },
    chosen(event) {
      this.send([...event.target.files], this.target);
    },
    dropped(event, key) {
      this.over = "";
      const files = [...event.dataTransfer.items].filter((item) => item.kind === "file").map((item) => {
        const file = item.getAsFile();
        if (item.webkitGetAsEntry?.()?.isDirectory) file.isFolder = true;
        return file;
      });
      if (files.length) this.send(files, key);
    },
    leave(event, key) {
      if (this.over === key && !event.currentTarget.contains(event.relatedTarget)) this.over = "";
    },
    missed(event) {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault(); // dropped beside: the browser would leave the page to show the file
      if (event.type === "drop") this.over = "";
    },
    send(files, key) {
      if (!files.length) return;
      this.said = files.length > 1 ? `Envoi de ${files.length} fichiers.` : `Envoi de ${files[0].name}.`;
      send(files, key, {
        caseId: this.caseId, heaviest: this.heaviest,
        joined: (reply, item) => {
          this.take(reply.list);
          this.said = `${item.name} : ${reply.sentence}`;
          clearTimeout(this.closing);
          this.closing = setTimeout(this.close, CLOSES);
        },
      });
    },
    /* -- what is done with a file: remove, restore, move -- */
    async act(file, asked) {
      const reply = await this.ask(`/dossier/${this.caseId}/fichier/${file.id}`, asked);
      if (reply?.list) this.take(reply.list);
      this.said = reply?.sentence || "Le réseau ne répond pas : rien n’a été changé. Recommencez.";
    },
    async ask(address, body) {
      try {
        const reply = await fetch(address, {
          method: body ? "POST" : "GET", headers: { "Content-Type": "application/json", Accept: "application/json" },
          body: body ? JSON.stringify(body) : undefined, cache: "no-store", redirect: "error", signal: AbortSignal.timeout?.(15000),
        });
        return await reply.json();
      } catch {
        return null;
      }
    },
    /* -- an answer was stored: states, ages and counters follow -- */
    async saved(event) {
      if (!event.detail?.path?.startsWith("papers.")) return;
      const reply = await this.ask(`/dossier/${this.caseId}/pieces/liste`);
      if (reply?.list) this.take(reply.list);
    },
    take(list) {
      if (list.revision >= this.list.revision) this.list = list;
    },
  },
};

const percent = (item) => Math.min(100, Math.round((100 * item.sent) / (item.size || 1)));
