// The running budget beside the interview. It asks for its figures after a save, by plain HTTP: it never redraws a field.
// « pcb:saved » comes from saver.js.
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
    window.addEventListener("pcb:saved", this.onSaved);
  },
  unmounted() {
    clearTimeout(this.waiting);
    clearTimeout(this.speaking);
    window.removeEventListener("pcb:saved", this.onSaved);
  },
  methods: {
    async refresh() {
      const turn = (this.turn = (this.turn || 0) + 1);
      try {
        const answer = await fetch(this.source, {
          headers: { Accept: "application/json" },
          cache: "no-store",
          signal: AbortSignal.timeout(10000),
        });
        if (!answer.ok || answer.redirected) throw new Error();
        const figures = await answer.json();
        if (turn === this.turn) this.take(figures);
      } catch {
        if (turn === this.turn) this.stale = true;
      }
    },
    take(figures) {
      this.said ??= this.sentence(this.shown);
      this.shown = figures;
      this.stale = false;
      clearTimeout(this.speaking);
      const now = this.sentence(figures);
      if (now !== this.said) this.speaking = setTimeout(() => (this.spoken = this.said = now), QUIET);
    },
    sentence(figures) {
      return figures.filter((figure) => figure.spoken).map((figure) => `${figure.label} ${figure.text}`).join(", ");
    },
  },
  template: `
    <div class="budget-panel">
      <h2>Budget du mois</h2>
      <ul>
        <li v-for="figure in shown" :key="figure.key">
          <button type="button" class="panel-figure" :class="figure.level" aria-haspopup="dialog"
              :data-explain="figure.key">
            <span class="panel-label">{{ figure.label }}</span>
            <span class="panel-amount">{{ figure.text }}</span>
          </button>
        </li>
      </ul>
      <p v-if="stale" class="panel-stale">Chiffres d’avant la dernière réponse{{ '\\u202f' }}: la connexion ne répond pas.
        <button type="button" @click="refresh">Réessayer</button></p>
      <p class="panel-more"><a :href="full">Budget et capacité en entier</a></p>
      <p class="visually-hidden" aria-live="polite" aria-atomic="true">{{ spoken }}</p>
    </div>
  `,
};
