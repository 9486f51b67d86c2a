// The list of cases: what is typed is searched by the server, which alone can read the names.
export default {
  template: `
  <div>
    <form class="pcb-search" role="search" @submit.prevent="openFirst">
      <div><label class="pcb-label" for="pcb-search">Chercher un nom, une commune, une référence</label>
        <input id="pcb-search" type="search" autocomplete="off" spellcheck="false" v-model="text" @input="soon" autofocus></div>
      <div v-if="filters.length" class="pcb-pick"><label class="pcb-label" for="pcb-which">Voir</label>
        <select id="pcb-which" v-model="which" @change="soon"><option v-for="[code, word] in filters" :key="code" :value="code">{{ word }}</option></select></div>
      <div v-if="places.length > 1" class="pcb-pick"><label class="pcb-label" for="pcb-site">Lieu du nouveau dossier</label>
        <select id="pcb-site" v-model="site"><option v-for="[code, word] in places" :key="code" :value="code">{{ word }}</option></select></div>
      <button v-if="places.length" type="button" class="pcb-button is-main" :disabled="busy" @click="create">Nouveau dossier</button>
    </form>
    <p role="status" class="pcb-empty">{{ told }} {{ reading }}</p>
    <table v-if="rows.length" class="pcb-cases">
      <thead><tr><th scope="col">Référence</th><th scope="col">Ménage</th><th scope="col">Commune</th><th v-if="several" scope="col">Lieu</th><th scope="col">Dernière modification</th></tr></thead>
      <tbody>
        <tr v-for="row in rows" :key="row[0]">
          <td>{{ row[1] }}</td><td><a :href="'/dossier/' + row[0] + '/entretien'" :aria-label="row[2] === '•••' ? 'Dossier ' + row[1] : null">{{ row[2] }}</a></td><td>{{ row[3] }}</td><td v-if="several">{{ row[5] }}</td><td>{{ row[4] }}</td>
        </tr>
      </tbody>
    </table>
  </div>`,
  props: { rows: Array, total: Number, reading: String, filters: Array, places: Array, several: Boolean },
  emits: ["search", "create"],
  data() {
    return { text: "", timer: 0, busy: false, which: "", site: this.places[0]?.[0] || "" };
  },
  computed: {
    told() {
      if (!this.places.length && !this.total) return "Vous ne travaillez dans aucun lieu\u202f: aucun dossier ne vous est ouvert.";
      if ((this.text || this.which) && !this.total) return "Aucun dossier ne correspond.";
      if (!this.total) return "Il n’y a pas encore de dossier.";
      const count = this.total > 1000 ? "Plus de 1 000 dossiers" : `${this.total} dossier${this.total > 1 ? "s" : ""}`;
      return this.total > this.rows.length ? `${count}, dont les ${this.rows.length} derniers modifiés` : count;
    },
  },
  methods: {
    soon() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.$emit("search", { text: this.text, which: this.which }), 120);
    },
    openFirst() {
      if (this.text && this.rows.length === 1) location.assign(`/dossier/${this.rows[0][0]}/entretien`);
    },
    create() {
      this.busy = true;
      setTimeout(() => (this.busy = false), 5000);
      this.$emit("create", { site: this.site });
    },
  },
};
