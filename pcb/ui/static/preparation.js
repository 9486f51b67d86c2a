// Preparing a dossier: what to make, how far it is, and what was made. The work is on the server; the page stays usable.
export default {
  template: `
  <div class="preparation">
    <form v-if="!running" @submit.prevent="prepare">
      <fieldset>
        <legend>Que faut-il préparer ?</legend>
        <label v-for="choice in variants" :key="choice[0]" class="pcb-choice">
          <input type="radio" name="variant" :value="choice[0]" v-model="variant"><span>{{ choice[1] }}</span>
        </label>
      </fieldset>
      <p v-if="variant === email" class="email-limit">
        <label for="email-limit">La messagerie accepte des courriels de</label>
        <select id="email-limit" v-model.number="limit">
          <option v-for="size in limits" :key="size" :value="size">{{ size }} Mo</option>
        </select>
        <span class="quiet">Un fichier pèse un tiers de plus dans un courriel : chaque partie en tient compte.</span>
      </p>
      <button type="submit" class="pcb-action" ref="start">Préparer</button>
    </form>
    <div v-else class="under-way">
      <div role="progressbar" aria-label="Préparation du dossier" aria-valuemin="0" aria-valuemax="100" :aria-valuenow="hundredths"
        :aria-valuetext="words"><i :style="{ width: hundredths + '%' }"></i></div>
      <p class="under-way-words">{{ words }}</p>
      <button type="button" class="pcb-action secondary" ref="stop" @click="stop">Arrêter la préparation</button>
      <p class="quiet">Vous pouvez continuer à travailler : la préparation se poursuit, et ce qui est prêt paraît dans les copies.</p>
    </div>
    <p role="status" class="told" :class="{ filled: told }">{{ told }}</p>
    <p role="alert" class="problem">{{ problem }}</p>
    <ul v-if="made.length" class="made">
      <li v-for="one in made" :key="one[0]"><a :href="one[0]" class="pcb-action">{{ one[1] }}</a></li>
    </ul>
    <ul v-if="notes.length" class="notice"><li v-for="note in notes" :key="note">{{ note }}</li></ul>
  </div>`,
  props: {
    variants: { type: Array, required: true },
    limits: { type: Array, required: true },
    email: { type: String, required: true },
    running: { type: Boolean, default: false },
    hundredths: { type: Number, default: 0 },
    words: { type: String, default: "" },
    told: { type: String, default: "" },
    problem: { type: String, default: "" },
    made: { type: Array, default: () => [] },
    notes: { type: Array, default: () => [] },
  },
  emits: ["prepare", "stop"],
  data() {
    return { variant: this.variants[0][0], limit: this.limits[1], mine: false };
  },
  watch: {
    // The focus follows the button that takes the place of the one that was pressed.
    running(now) {
      if (!this.mine) return;
      this.$nextTick(() => (now ? this.$refs.stop : this.$refs.start)?.focus());
      if (!now) this.mine = false;
    },
  },
  methods: {
    prepare() {
      this.mine = true;
      this.$emit("prepare", { variant: this.variant, limit: this.limit });
    },
    stop() {
      this.mine = true;
      this.$emit("stop", {});
    },
  },
};
