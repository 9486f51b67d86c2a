// The running budget beside the interview. It asks for its figures after a save, by plain HTTP: it never redraws a field.
// A « pcb:saved » event refreshes it; a « pcb:figures » event with the figures themselves spares the request.
const QUIET = 2500; // ms without a change before the result is spoken

export default {
  props: {
    source: { type: String, required: true }, // /dossier/<id>/chiffres
    figures: { type: Array, required: true },
    full: { type: String, required: true }, // /dossier/<id>/budget
  },
  data() {
    return { shown: this.figures, stale: false, spoken: "" };
  },
  watch: {
    figures(figures) {
      this.take(figures);
    },
  },
  mounted() {
    this.onSaved = () => {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.refresh(), 150);
    };
    this.onFigures = (event) => this.take(event.detail);
    window.addEventListener("pcb:saved", this.onSaved);
    window.addEventListener("pcb:figures", this.onFigures);
  },
  unmounted() {
    clearTimeout(this.waiting);
    clearTimeout(this.speaking);
    window.removeEventListener("pcb:saved", this.onSaved);
    window.removeEventListener("pcb:figures", this.onFigures);
  },
  methods: {
    async refresh() {
      try {
        const answer = await fetch(this.source, {
          headers: { Accept: "application/json" },
          cache: "no-store",
          signal: AbortSignal.timeout(10000),
        });
        if (!answer.ok || answer.redirected) throw new Error();
        this.take(await answer.json());
      } catch {
        this.stale = true;
      }
    },
    take(figures) {
      const before = this.sentence(this.shown);
      this.shown = figures;
      this.stale = false;
      clearTimeout(this.speaking);
      const now = this.sentence(figures);
      if (now !== before) this.speaking = setTimeout(() => (this.spoken = now), QUIET);
    },
    sentence(figures) {
      return figures.filter((figure) => figure.spoken).map((figure) => `${figure.label} ${figure.text}`).join(", ");
    },
    explain(what) {
      window.dispatchEvent(new CustomEvent("pcb:explain", { detail: { what } }));
    },
  },
  template: `
    <aside class="budget-panel" aria-labelledby="budget-panel-title">
      <h2 id="budget-panel-title">Budget du mois</h2>
      <ul>
        <li v-for="figure in shown" :key="figure.key">
          <button type="button" class="panel-figure" :class="figure.level" aria-haspopup="dialog"
              :data-explain="figure.key" @click="explain(figure.key)">
            <span class="panel-label">{{ figure.label }}</span>
            <span class="panel-amount">{{ figure.text }}</span>
          </button>
        </li>
      </ul>
      <p v-if="stale" class="panel-stale">Chiffres d’avant la dernière réponse{{ '\\u202f' }}: la connexion ne répond pas.
        <button type="button" @click="refresh">Réessayer</button></p>
      <p class="panel-more"><a :href="full">Budget et capacité en entier</a></p>
      <p class="visually-hidden" aria-live="polite" aria-atomic="true">{{ spoken }}</p>
    </aside>
  `,
};
