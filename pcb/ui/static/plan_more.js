// What stands under the plan: asked for once the page is there, and after each answer that is stored.
import { FAILED, ask } from "/static/plan_shared.js";
import Compare from "/static/plan_compare.js";
import Letter from "/static/plan_letter.js";
import Offers from "/static/plan_offers.js";
import Stress from "/static/plan_stress.js";

const AFTER = 250; // ms after an answer: the plan above comes first

export default {
  components: { PlanCompare: Compare, PlanLetter: Letter, PlanOffers: Offers, PlanStress: Stress },
  props: { base: String, query: String, fields: String },
  data() {
    return { shown: null, steps: JSON.parse(this.fields), problem: "" };
  },
  mounted() {
    this.onSaved = () => {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(this.refresh, AFTER);
    };
    addEventListener("pcb:saved", this.onSaved);
    this.refresh();
  },
  unmounted() {
    clearTimeout(this.waiting);
    removeEventListener("pcb:saved", this.onSaved);
  },
  methods: {
    async refresh() {
      const turn = (this.turn = (this.turn || 0) + 1);
      const [status, reply] = await ask(`${this.base}/suite?${this.query}`, {});
      if (turn !== this.turn || status === 401) return;
      if (status === 200) [this.shown, this.problem] = [reply, ""];
      else this.problem = reply?.sentence || FAILED;
      await this.$nextTick();
      if (status === 200 && !this.arrived) this.arrive();
    },
    /* An address that names a place of this part waits for it to be there. */
    arrive() {
      this.arrived = true;
      const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (target && this.$el.contains(target)) target.scrollIntoView();
    },
  },
  template: `
    <div class="plan-rest">
      <p v-if="problem" role="alert" class="panel-stale">{{ problem }} <button type="button" class="pcb-link" @click="refresh">Réessayer</button></p>
      <p v-if="!shown && !problem" role="status">Calcul des mesures…</p>
      <template v-if="shown">
        <plan-compare :measures="shown.measures" :way="shown.way" :chosen="shown.chosen" :fields="steps.voie"></plan-compare>
        <plan-stress :stress="shown.stress"></plan-stress>
        <plan-offers :offers="shown.offers" :fields="steps.offre"></plan-offers>
        <plan-letter :letter="shown.letter" :fields="steps"></plan-letter>
      </template>
    </div>
  `,
};
