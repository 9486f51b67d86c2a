// The letter and what stands beside it: whether it is the draft, what it does not tell, who signs.
// The server says what is lacking after each save (« stale »).
import letterField from "/static/letter_field.js";
import { saver } from "/static/saver.js";

const PATH = "letter.text";
const ENDING = /^(Je demande|Nous demandons|Je joins|Nous joignons|Je vous prie|Nous vous prions|Fait à)/;

export default {
  components: { letterField },
  props: {
    label: String, shown: { default: "" }, draft: String, lacking: { type: Array, default: () => [] },
    procedures: { type: Number, default: 0 }, signers: { type: Array, default: () => [] },
  },
  emits: ["stale"],
  data() {
    return { entry: saver.entry(PATH, this.shown), asking: false, told: "" };
  },
  computed: {
    edited() {
      return typeof this.entry.raw === "string" && this.entry.raw.trim() !== "" && this.entry.raw !== this.draft;
    },
    text() {
      return this.edited ? this.entry.raw : this.draft;
    },
  },
  mounted() {
    this.onSaved = () => this.$emit("stale");
    addEventListener("pcb:saved", this.onSaved);
  },
  unmounted() {
    removeEventListener("pcb:saved", this.onSaved);
  },
  methods: {
    store(text) {
      saver.typing(PATH, text);
      saver.commit(PATH, text);
    },
    /* Before the request and the closing words, in a paragraph of its own. */
    add(sentence) {
      const parts = this.text.split(/\n\s*\n/);
      const place = parts.findIndex((part) => ENDING.test(part));
      parts.splice(place < 0 ? parts.length : place, 0, sentence);
      this.store(parts.join("\n\n"));
      this.told = `Ajouté au texte : ${sentence}`;
      this.$refs.title.focus();
    },
    takeBack() {
      this.asking = false;
      this.store("");
      this.told = "Le texte proposé est repris. L’ancien texte reste dans l’historique.";
      this.$refs.state.focus();
    },
    ask() {
      this.asking = true;
      this.$nextTick(() => this.$refs.sure.focus());
    },
    keep() {
      this.asking = false;
      this.$nextTick(() => this.$refs.back?.focus());
    },
  },
  template: `
  <div class="letter-page">
    <div class="letter-beside">
      <section aria-labelledby="letter-state">
        <h2 id="letter-state" ref="state" tabindex="-1">{{ edited ? 'Texte modifié' : 'Texte proposé' }}</h2>
        <p v-if="!edited">Tiré du dossier, il suit les réponses tant que vous ne le modifiez pas. Relisez-le avec la personne.</p>
        <template v-else>
          <p>Il est gardé tel quel et ne suit plus les réponses : vérifiez-le si le dossier a changé.</p>
          <p v-if="!asking"><button ref="back" type="button" class="pcb-button" @click="ask">Reprendre le texte proposé</button></p>
          <div v-else role="group" aria-labelledby="letter-sure">
            <p id="letter-sure">Remplacer votre texte par le texte proposé ?</p>
            <p class="pcb-buttons"><button ref="sure" type="button" class="pcb-button is-main" @click="takeBack">Remplacer</button>
            <button type="button" class="pcb-button" @click="keep">Garder le mien</button></p>
          </div>
          <details class="pcb-more"><summary>Voir le texte proposé aujourd’hui</summary><p class="letter-draft">{{ draft }}</p></details>
        </template>
      </section>
      <section aria-labelledby="letter-lacking">
        <h2 id="letter-lacking" ref="title" tabindex="-1">À dire dans la lettre</h2>
        <p v-if="!procedures">Aucune saisie ni expulsion n’est notée dans le dossier.</p>
        <p v-else-if="!lacking.length">✓ Tout ce qui est en cours est dit.</p>
        <template v-else>
          <p class="pcb-error">{{ lacking.length > 1 ? lacking.length + ' procédures connues ne sont pas dites.' : 'Une procédure connue n’est pas dite.' }}</p>
          <ul class="letter-lacking">
            <li v-for="[id, sentence, href] in lacking" :key="id">
              <p>{{ sentence }}</p>
              <p class="pcb-buttons"><button type="button" class="pcb-button" :aria-label="'Ajouter au texte : ' + sentence" @click="add(sentence)">Ajouter au texte</button>
              <a v-if="href" :href="href" class="pcb-button" :aria-label="'Voir la réponse : ' + sentence">Voir la réponse</a></p>
            </li>
          </ul>
        </template>
      </section>
      <section aria-labelledby="letter-signers">
        <h2 id="letter-signers">{{ signers.length > 1 ? 'Ils signent' : 'Qui signe' }}</h2>
        <p v-if="!signers.length">Aucun déposant n’est inscrit.</p>
        <ul v-else><li v-for="name in signers" :key="name">{{ name }}</li></ul>
      </section>
      <p class="pcb-hidden" role="status">{{ told }}</p>
    </div>
    <div class="letter-text">
      <letter-field :path="'letter.text'" widget="long_text" :label="label" :shown="shown" :draft="draft" :skippable="false"></letter-field>
    </div>
  </div>`,
};
