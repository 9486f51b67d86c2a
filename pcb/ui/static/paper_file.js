// One file of a paper: its picture, which opens large; what is known of it; what can be done with it.
export const PaperFile = {
  template: `
  <figure v-if="!file.removed" class="paper-file">
    <button type="button" class="paper-thumb" ref="thumb" :aria-label="'Voir en grand : ' + file.name" @click="look">
      <img :src="address(1)" alt="" width="84" height="112" loading="lazy">
    </button>
    <figcaption>
      <bdi class="paper-file-name">{{ file.name }}</bdi>
      <span class="pcb-line-note">{{ file.about }}</span>
      <ul v-if="file.notes.length" class="paper-file-notes"><li v-for="note in file.notes" :key="note">{{ note }}</li></ul>
      <span class="paper-file-acts">
        <button type="button" class="pcb-link" :aria-label="'Déplacer ' + file.name" @click="choose">Déplacer…</button>
        <button type="button" class="pcb-link" :aria-label="'Retirer ' + file.name" @click="act({ do: 'remove' })">Retirer</button>
      </span>
    </figcaption>
    <dialog ref="large" class="paper-large" :aria-label="'Aperçu de ' + file.name" @keydown.left="turn(-1)" @keydown.right="turn(1)" @close="large = 0">
      <div class="paper-large-bar">
        <bdi>{{ file.name }}</bdi>
        <span v-if="file.pages > 1" class="paper-pages">
          <button type="button" class="pcb-button" :disabled="large <= 1" @click="turn(-1)">‹ Page précédente</button>
          <span aria-live="polite">page {{ large }} / {{ file.pages }}</span>
          <button type="button" class="pcb-button" :disabled="large >= file.pages" @click="turn(1)">Page suivante ›</button>
        </span>
        <button type="button" class="pcb-button" @click="wide = !wide">{{ wide ? 'Page entière' : 'Pleine largeur' }}</button>
        <a class="pcb-button" :href="'/dossier/' + caseId + '/fichier/' + file.id" download>Télécharger</a>
        <button type="button" class="pcb-button is-main" @click="$refs.large.close()">Fermer</button>
      </div>
      <div class="paper-large-page" :class="{ 'is-wide': wide }" tabindex="0" role="region" :aria-label="'Page ' + large">
        <img v-if="large" :src="address(large) + '&grand=1'" :alt="'Page ' + large + ' de ' + file.name" @click="wide = !wide">
      </div>
    </dialog>
    <dialog ref="move" class="paper-move" :aria-labelledby="'move-' + file.id">
      <form method="dialog" @submit.prevent="move">
        <h2 :id="'move-' + file.id">Déplacer « <bdi>{{ file.name }}</bdi> »</h2>
        <p class="pcb-field"><label :for="'to-' + file.id">Vers la pièce</label>
          <select :id="'to-' + file.id" v-model="wanted" required>
            <option value="">– choisir –</option>
            <option v-for="[key, title] in others" :key="key" :value="key">{{ title }}</option>
          </select></p>
        <p class="pcb-buttons"><button type="submit" class="pcb-button is-main">Déplacer</button>
          <button type="button" class="pcb-button" @click="$refs.move.close()">Annuler</button></p>
      </form>
    </dialog>
  </figure>
  <p v-else class="paper-removed"><bdi>{{ file.name }}</bdi> <span class="pcb-line-note">retiré</span>
    <button type="button" class="pcb-link" ref="restore" :aria-label="'Remettre ' + file.name" @click="act({ do: 'restore' })">Remettre</button></p>`,
  props: { file: Object, caseId: String, paper: String, papers: Array },
  emits: ["act"],
  data() {
    return { large: 0, wide: false, wanted: "", leaving: false };
  },
  computed: {
    others() {
      return this.papers.filter(([key]) => key !== this.paper);
    },
  },
  watch: {
    "file.removed"(removed) {
      if (this.leaving) this.$nextTick(() => (removed ? this.$refs.restore : this.$refs.thumb)?.focus());
      this.leaving = false;
    },
  },
  methods: {
    address(page) {
      return `/dossier/${this.caseId}/fichier/${this.file.id}/apercu?page=${page}`;
    },
    look() {
      this.large = 1;
      this.$refs.large.showModal();
    },
    turn(step) {
      this.large = Math.min(this.file.pages, Math.max(1, this.large + step));
    },
    choose() {
      this.wanted = "";
      this.$refs.move.showModal();
    },
    move() {
      this.$refs.move.close();
      this.$emit("act", this.file, { do: "move", paper: this.wanted });
    },
    act(asked) {
      this.leaving = true; // its button goes: the focus follows
      this.$emit("act", this.file, asked);
    },
  },
};
