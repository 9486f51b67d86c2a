// The side sheet that says why: fetched when asked for, so that it is never staler than the click. Everything is text.
// Any button with a data-explain attribute opens it. The native dialog keeps the focus inside, closes on Escape, and gives
// the focus back.
import { saver } from "/static/saver.js";

export default {
  props: {
    base: { type: String, required: true }, // /dossier/<id>/explication
    query: { type: String, default: "" },
  },
  data: () => ({ sheet: null, failure: "", what: "", opener: null }),
  mounted() {
    this.clicked = (event) => {
      const button = event.target.closest?.("button[data-explain]");
      if (button) this.open(button.dataset.explain, button);
    };
    document.addEventListener("click", this.clicked);
  },
  unmounted() {
    document.removeEventListener("click", this.clicked);
  },
  methods: {
    async open(what, opener) {
      this.what = what;
      this.sheet = null;
      this.failure = "";
      if (!this.$refs.dialog.open) {
        this.opener = opener;
        this.$refs.dialog.showModal();
      }
      try {
        const answer = await fetch(`${this.base}/${encodeURIComponent(what)}?${this.query}`, {
          headers: { Accept: "application/json" },
          cache: "no-store",
          signal: AbortSignal.timeout(15000),
        });
        if (answer.status === 401) {
          this.close();
          return saver.lock();
        }
        const sheet = await answer.json();
        if (this.what !== what) return;
        if (answer.ok) this.sheet = sheet;
        else this.failure = sheet.sentence || "L’explication n’a pas pu être établie.";
      } catch {
        this.failure = "La connexion ne répond pas. Ce qui est déjà enregistré n’est pas touché.";
      }
      await this.$nextTick();
      if (this.sheet) this.$refs.title.focus();
    },
    close() {
      this.$refs.dialog.close();
    },
    /* A link leads to the field: the sheet makes way, and does not take the focus back. */
    followed(event) {
      if (!event.target.closest("a[href]")) return;
      this.opener = null;
      this.what = "";
      this.close();
    },
    closed() {
      if (this.$refs.dialog.open) return; // opened again before the news came
      const { opener, what } = this;
      this.opener = null;
      this.what = "";
      if (opener?.isConnected) opener.focus();
      else if (what) document.querySelector(`[data-explain="${CSS.escape(what)}"]`)?.focus();
    },
  },
  template: `
    <dialog ref="dialog" class="explanation-sheet" aria-labelledby="explanation-title" @close="closed"
        @click="$event.target === $refs.dialog && close()">
      <div class="explanation-body" @click="followed">
        <header>
          <h2 id="explanation-title" ref="title" tabindex="-1">{{ sheet ? sheet.title : 'Explication' }}</h2>
          <button type="button" class="sheet-close" @click="close">Fermer</button>
        </header>
        <p v-if="!sheet && !failure" role="status">Calcul en cours…</p>
        <div v-if="failure" role="alert" class="notice urgent">
          <p>{{ failure }}</p>
          <button type="button" class="sheet-close" @click="open(what, opener)">Réessayer</button>
        </div>
        <template v-if="sheet">
          <p v-if="sheet.total" class="sheet-total" :class="sheet.level">{{ sheet.total }}
            <span v-if="sheet.warnings.length" class="status-badge doubtful">{{ sheet.warnings.length === 1 ? '1 point à savoir, plus bas' : sheet.warnings.length + ' points à savoir, plus bas' }}</span></p>
          <p v-if="sheet.intro">{{ sheet.intro }}</p>
          <section v-if="!sheet.is_sum && sheet.steps.length">
            <h3>Comment on y arrive</h3>
            <ol class="sheet-steps"><li v-for="step in sheet.steps" :key="step">{{ step }}</li></ol>
          </section>
          <section v-if="sheet.lines.length">
            <table class="facts sheet-lines">
              <caption class="visually-hidden">{{ sheet.title }}{{ '\\u202f' }}: détail</caption>
              <thead class="visually-hidden"><tr><th scope="col">Ligne</th><th scope="col">Montant</th></tr></thead>
              <tbody>
                <tr v-for="(line, index) in sheet.lines" :key="index" :class="{ 'for-information': !line.counts }">
                  <th scope="row">
                    <a v-if="line.href" :href="line.href">{{ line.label }}</a><span v-else>{{ line.label }}</span>
                    <span v-for="badge in line.badges" :key="badge.text" class="status-badge" :class="badge.level">{{ badge.text }}</span>
                    <span v-if="line.reason" class="cell-note">{{ line.reason }}</span>
                    <span v-if="line.article" class="cell-note article">{{ line.article }}</span>
                    <span v-if="sheet.is_sum && !line.counts" class="cell-note">Pour information{{ '\\u202f' }}: n’entre pas dans le total.</span>
                  </th>
                  <td class="amount">{{ line.amount }}</td>
                </tr>
              </tbody>
              <tfoot v-if="sheet.is_sum"><tr><th scope="row">Total</th><td class="amount">{{ sheet.total }}</td></tr></tfoot>
            </table>
          </section>
          <section v-if="sheet.is_sum && sheet.steps.length">
            <h3>Comment on y arrive</h3>
            <ol class="sheet-steps"><li v-for="step in sheet.steps" :key="step">{{ step }}</li></ol>
          </section>
          <h3 v-if="sheet.warnings.length" id="explanation-warnings">À savoir</h3>
          <ul v-if="sheet.warnings.length" class="sheet-warnings">
            <li v-for="warning in sheet.warnings" :key="warning">{{ warning }}</li>
          </ul>
          <ul v-if="sheet.findings.length" class="sheet-findings">
            <li v-for="(finding, index) in sheet.findings" :key="index" :class="finding.level">
              <a v-if="finding.href" :href="finding.href">{{ finding.text }}</a><span v-else>{{ finding.text }}</span>
              <span v-if="finding.note" class="cell-note">{{ finding.note }}</span>
            </li>
          </ul>
          <p v-if="sheet.source" class="sheet-source">
            <strong>{{ sheet.source.article }}</strong>
            <span v-for="badge in sheet.source.badges" :key="badge.text" class="status-badge" :class="badge.level">{{ badge.text }}</span>
            <span v-if="sheet.source.detail" class="cell-note">{{ sheet.source.detail }}</span>
          </p>
        </template>
      </div>
    </dialog>
  `,
};
