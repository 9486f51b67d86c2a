// Who else has this case open, and what they have just changed. Asked every fifteen seconds while the page is seen.
import { saver } from "/static/saver.js";

const EVERY = 15000;

export default {
  template: `
  <div class="pcb-presence" role="status">
    <p v-if="companions.length" class="pcb-notice">{{ companions.map(told).join(" ") }}</p>
    <p v-if="news.length" class="pcb-notice">
      <template v-for="one in news.slice(0, 1)">{{ one.by }} a modifié « {{ one.label }} » à {{ one.at }}<template v-if="news.length > 1"> (et {{ news.length - 1 }} autre{{ news.length > 2 ? "s" : "" }} réponse{{ news.length > 2 ? "s" : "" }})</template>. </template>
      <button type="button" class="pcb-link" @click="reload">Voir le dossier à jour</button>
    </p>
  </div>`,
  props: { caseId: String, revision: Number },
  data() {
    return { companions: [], news: [], timer: 0 };
  },
  mounted() {
    this.shown = this.revision;
    document.addEventListener("visibilitychange", this.look);
    this.look();
  },
  unmounted() {
    document.removeEventListener("visibilitychange", this.look);
    clearTimeout(this.timer);
  },
  methods: {
    told(one) {
      return `${one.name} est aussi dans ce dossier${one.chapter ? ` (${one.chapter})` : ""}.`;
    },
    async look() {
      clearTimeout(this.timer);
      if (document.hidden) return;
      try {
        const reply = await fetch(`/dossier/${this.caseId}/presence`, {
          method: "POST", cache: "no-store", headers: { "Content-Type": "application/json", Accept: "application/json" },
          body: JSON.stringify({ chapter: document.querySelector("h1")?.textContent.slice(0, 80) || "", seen: this.shown }),
        });
        if (reply.ok) ({ companions: this.companions, news: this.news } = await reply.json());
      } catch {
        // The network: what was known stays shown, and the header already says that it does not answer.
      }
      this.timer = setTimeout(this.look, EVERY);
    },
    async reload() {
      for (let tries = 0; saver.isPending() && tries < 25; tries++) await new Promise((resolve) => setTimeout(resolve, 100));
      location.reload();
    },
  },
};
