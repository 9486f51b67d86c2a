// The list of cases: what is typed is searched by the server, which alone can read the names.
export default {
  template: `
  <div>
    <form class="pcb-search" role="search" @submit.prevent="openFirst">
      <div><label class="pcb-label" for="pcb-search">Chercher un nom, une commune, une référence</label>
        <input id="pcb-search" type="search" autocomplete="off" spellcheck="false" v-model="text" @input="soon" autofocus></div>
      <button type="button" class="pcb-button is-main" :disabled="busy" @click="create">Nouveau dossier</button>
    </form>
    <p role="status" class="pcb-empty">{{ told }} {{ reading }}</p>
    <table v-if="rows.length" class="pcb-cases">
      <thead><tr><th scope="col">Référence</th><th scope="col">Ménage</th><th scope="col">Commune</th><th scope="col">Dernière modification</th></tr></thead>
      <tbody>
        <tr v-for="row in rows" :key="row[0]">
          <td>{{ row[1] }}</td><td><a :href="'/dossier/' + row[0] + '/entretien'">{{ row[2] }}</a></td><td>{{ row[3] }}</td><td>{{ row[4] }}</td>
        </tr>
      </tbody>
    </table>
  </div>`,
  props: { rows: Array, total: Number, reading: String },
  emits: ["search", "create"],
  data() {
    return { text: "", timer: 0, busy: false };
  },
  computed: {
    told() {
      if (this.text && !this.total) return "Aucun dossier ne correspond.";
      if (!this.total) return "Il n’y a pas encore de dossier.";
      const count = this.total > 1000 ? "Plus de 1 000 dossiers" : `${this.total} dossier${this.total > 1 ? "s" : ""}`;
      return this.total > this.rows.length ? `${count}, dont les ${this.rows.length} derniers modifiés` : count;
    },
  },
  methods: {
    soon() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.$emit("search", { text: this.text }), 120);
    },
    openFirst() {
      if (this.text && this.rows.length === 1) location.assign(`/dossier/${this.rows[0][0]}/entretien`);
    },
    create() {
      this.busy = true;
      setTimeout(() => (this.busy = false), 5000);
      this.$emit("create", {});
    },
  },
};
