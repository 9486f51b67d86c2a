// The plan: its settings, a slider for the monthly amount, what breaks, the drawings, one row a debt, the proof.
//
// The slider and the number beside it are one entry of saver.js. While it moves, the figures of what is shown are asked for
// by plain HTTP: one question in flight, the last one wins. It is stored when it is let go.
import { saver } from "/static/saver.js";
import { FAILED, ask } from "/static/plan_shared.js";
import Field from "/static/field.js";
import Payments from "/static/plan_payments.js";
import Balances from "/static/plan_balances.js";
import Breaks from "/static/plan_breaks.js";
import Proof from "/static/plan_proof.js";
import Rows from "/static/plan_rows.js";

const MONTHLY = "plan.monthly";
const QUIET = 1500; // ms without a change before the result is spoken

export default {
  components: { PlanField: Field, PlanPayments: Payments, PlanBalances: Balances, PlanBreaks: Breaks, PlanProof: Proof, PlanRows: Rows },
  props: { base: String, query: String, first: String, fields: String },
  data() {
    const board = JSON.parse(this.first);
    return {
      board, steps: JSON.parse(this.fields), problem: "", spoken: "",
      monthly: saver.entry(MONTHLY, board.settings.monthly ?? ""), at: board.slider.value,
    };
  },
  computed: {
    settings() {
      const { monthly, ...others } = this.steps.plan;
      return others;
    },
    typed() {
      return typeof this.monthly.raw === "string" ? this.monthly.raw : "";
    },
    faultsApart() {
      return this.board.faults.filter((fault) => !fault.debt || !this.board.rows.some((row) => row.id === fault.debt));
    },
    said() {
      return this.board.figures.map((figure) => `${figure.label} ${figure.text}`).join(", ") || this.board.faults.map((fault) => fault.text).join(" ");
    },
    atText() {
      return this.board.slider.value === this.at && this.board.figures.length ? this.board.figures[0].text : (this.at / 100).toFixed(2).replace(".", ",") + "\u202f€";
    },
  },
  watch: {
    typed() {
      this.refresh();
    },
    said(now) {
      clearTimeout(this.speaking);
      this.speaking = setTimeout(() => (this.spoken = now), QUIET);
    },
  },
  mounted() {
    this.onSaved = () => this.refresh();
    addEventListener("pcb:saved", this.onSaved);
  },
  unmounted() {
    clearTimeout(this.speaking);
    removeEventListener("pcb:saved", this.onSaved);
  },
  methods: {
    slide(event) {
      this.at = Number(event.target.value);
      this.monthly.focused = true;
      saver.typing(MONTHLY, (this.at / 100).toFixed(2).replace(".", ","));
    },
    letGo() {
      this.monthly.focused = false;
      if (this.monthly.typing) saver.commit(MONTHLY, this.monthly.raw);
    },
    followCapacity() {
      saver.commit(MONTHLY, "");
    },
    /* Asks for the figures of what is shown; what is asked meanwhile waits for the answer, and only the last of it goes. */
    async refresh() {
      if (this.asking) {
        this.again = true;
        return;
      }
      this.asking = true;
      do {
        this.again = false;
        const sent = this.typed;
        const [status, reply] = await ask(`${this.base}/calcul?${this.query}`, { monthly: sent });
        if (status === 200) {
          if (!this.again) this.take(reply);
        } else if (status === 422) this.problem = ""; // the field itself says what does not fit
        else if (status !== 401) this.problem = reply?.sentence || FAILED;
      } while (this.again);
      this.asking = false;
    },
    take(board) {
      this.board = board;
      this.problem = "";
      this.at = board.slider.value;
    },
  },
  template: `
    <div class="plan-board">
      <section id="plan" aria-labelledby="plan-title">
        <h2 id="plan-title" class="visually-hidden">Le plan</h2>
        <div class="plan-settings">
          <div class="plan-monthly">
            <div class="plan-slider">
              <label for="plan-slider" class="pcb-label">Montant versé chaque mois, au curseur</label>
              <input id="plan-slider" type="range" min="0" :max="board.slider.most" :step="board.slider.step" :value="at" :aria-valuetext="atText + ' par mois'"
                  list="plan-slider-marks" @input="slide" @change="letGo" @blur="letGo">
              <datalist id="plan-slider-marks"><option v-if="board.slider.capacity !== null" :value="board.slider.capacity"></option></datalist>
              <p class="plan-slider-help">
                <button type="button" class="figure-link" data-explain="capacite" aria-haspopup="dialog">Capacité de remboursement</button>
                <template v-for="step in board.capacity" :key="step.month"><span class="plan-step">{{ step.month === 1 ? '' : 'puis, au mois ' + step.month + ', ' }}{{ step.text }}<template v-if="step.reason"> ({{ step.reason }})</template></span></template>
                <button v-if="board.slider.chosen" type="button" class="pcb-link" @click="followCapacity">suivre la capacité</button>
                <span class="quiet plan-step">{{ board.law }}</span>
              </p>
            </div>
            <plan-field v-bind="steps.plan.monthly" :path="'plan.monthly'" :standing="board.standing.monthly" :shown="board.settings.monthly ?? ''"></plan-field>
          </div>
          <div class="plan-fields">
            <plan-field v-for="(field, name) in settings" :key="name" v-bind="field" :path="'plan.' + name" :standing="board.standing[name]" :shown="board.settings[name] ?? ''"></plan-field>
          </div>
        </div>
        <p v-if="problem" class="panel-stale" role="alert">{{ problem }}</p>
        <p class="visually-hidden" role="status">{{ spoken }}</p>
        <plan-breaks :faults="board.faults" :broken="board.broken" :title="board.figures.length ? 'Ce que ce plan ne respecte pas' : 'Aucun plan ne peut être construit'"></plan-breaks>
        <div v-if="board.missing.length" class="notice" role="note"><h3>Ce qui manque</h3><ul><li v-for="text in board.missing" :key="text">{{ text }}</li></ul><p><a :href="base.replace(/plan$/, 'budget') + '?' + query">Voir le budget et la capacité</a></p></div>
        <div v-if="board.figures.length" class="key-figures">
          <button v-for="figure in board.figures" :key="figure.key" type="button" class="key-figure" :class="figure.level" :data-explain="figure.key" aria-haspopup="dialog">
            <span class="key-label">{{ figure.label }}</span><span class="key-amount">{{ figure.text }}</span>
          </button>
        </div>
        <div v-if="board.paliers.length" class="plan-pictures">
          <div>
            <plan-payments :paliers="board.paliers" :series="board.series" :summary="board.summary"></plan-payments>
            <plan-balances :balances="board.balances" :summary="board.summary"></plan-balances>
          </div>
          <div class="plan-beside">
            <ol class="plan-key" aria-label="Créanciers des dessins">
              <li v-for="(one, index) in board.series" :key="index"><i :class="'part-' + index" aria-hidden="true"></i><span>{{ index + 1 }}. {{ one.label }}</span></li>
            </ol>
            <div class="facts-scroll" role="region" aria-label="Palier par palier" tabindex="0">
              <table class="facts">
                <caption>Palier par palier</caption>
                <thead><tr><th scope="col">Quand</th><th scope="col" class="amount">Par mois</th></tr></thead>
                <tbody><tr v-for="(palier, index) in board.paliers" :key="palier.first">
                  <th scope="row">{{ palier.when }}<span class="cell-note">{{ palier.days }}</span></th>
                  <td class="amount"><button type="button" class="figure-link" :data-explain="'palier-' + (index + 1)" aria-haspopup="dialog">{{ palier.text }}</button></td>
                </tr></tbody>
              </table>
            </div>
          </div>
        </div>
        <div v-if="board.unused.length" class="notice" role="note"><h3>Somme qui reste inemployée</h3><ul><li v-for="text in board.unused" :key="text">{{ text }}</li></ul></div>
      </section>
      <section id="dettes" aria-labelledby="dettes-title">
        <h2 id="dettes-title">Dette par dette</h2>
        <plan-rows :rows="board.rows" :columns="board.columns" :fields="steps['plan-dette']"></plan-rows>
        <div v-if="board.outside.length"><h3>Hors de ce plan</h3><ul class="plan-list"><li v-for="one in board.outside" :key="one.label">{{ one.label }} : {{ one.why }}</li></ul></div>
      </section>
      <section id="preuve" aria-labelledby="preuve-title">
        <h2 id="preuve-title">Vérification</h2>
        <p>Un second calcul, indépendant de celui qui a construit le plan, revoit chaque règle. « Impossible à vérifier » ne veut jamais dire « respecté ».</p>
        <details v-if="board.proof.length" :open="board.broken.length > 0">
          <summary>{{ board.proof.filter((rule) => rule.level === 'good').length }} règles respectées sur {{ board.proof.length }}</summary>
          <plan-proof :proof="board.proof" caption="Règles vérifiées"></plan-proof>
        </details>
        <p v-else>Il n’y a pas de plan à vérifier.</p>
        <div v-if="board.notices.length" class="notice" role="note"><h3>À savoir sur ce plan</h3><ul><li v-for="text in board.notices" :key="text">{{ text }}</li></ul></div>
      </section>
    </div>
  `,
};
