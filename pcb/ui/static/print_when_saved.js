// Prints what is shown: the form waits until what was just chosen or typed is stored, else the old choice would leave.
import { saver } from "/static/saver.js";

const STEP = 50;
const PATIENCE = 10000;

export default {
  template: `<p class="quiet" role="status">{{ told }}</p>`,
  data() {
    return { told: "" };
  },
  mounted() {
    this.form = this.$el.closest("form");
    this.form.addEventListener("submit", this.hold);
  },
  methods: {
    async hold(event) {
      this.told = "";
      if (!saver.isPending()) return;
      event.preventDefault();
      this.told = "Enregistrement avant d’imprimer…";
      const until = Date.now() + PATIENCE;
      while (saver.isPending() && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, STEP));
      const stuck = saver.isPending();
      this.told = stuck ? "Rien n’est imprimé\u202f: la dernière réponse n’est pas encore enregistrée. Réessayez." : "";
      if (!stuck) this.form.requestSubmit(event.submitter);
    },
  },
};
