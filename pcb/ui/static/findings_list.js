// The findings of the examiner, by grade. A reason for setting one aside is a field like any other: see field.js.
import field from "/static/field.js";
import { saver } from "/static/saver.js";

const path = (finding) => `set_aside.${finding.key}.reason`;

const finding = {
  components: { reasonField: field },
  props: { finding: Object, question: String, help: String },
  data() {
    return { open: this.finding.reason !== "" };
  },
  computed: {
    path() {
      return path(this.finding);
    },
  },
  methods: {
    async setAside() {
      this.open = true;
      await this.$nextTick();
      document.getElementById("f-" + this.path).focus();
    },
    /* Also when a reason was begun: leaving its field has stored it. */
    async putBack() {
      saver.typing(this.path, "");
      saver.commit(this.path, "");
      this.open = false;
      await this.$nextTick();
      this.$refs.aside.focus();
    },
  },
  template: `
  <li class="finding" :class="{ 'is-aside': finding.reason }">
    <div class="finding-row">
      <div class="finding-said">
        <h4><span v-if="finding.reason" class="status-badge">écarté</span> {{ finding.title }}</h4>
        <p>{{ finding.why }} <strong>À faire :</strong> {{ finding.todo }}</p>
        <p class="finding-text">{{ finding.text }}</p>
      </div>
      <p class="pcb-buttons">
      <a v-if="finding.href" :href="finding.href" class="pcb-button" :aria-label="'Ouvrir le champ : ' + finding.title">Ouvrir le champ</a>
      <button v-if="!open" ref="aside" type="button" class="pcb-button" :aria-label="'Écarter : ' + finding.title" @click="setAside">Écarter…</button>
      <button v-else-if="finding.reason" type="button" class="pcb-button" :aria-label="'Remettre : ' + finding.title" @click="putBack">Remettre</button>
      <button v-else type="button" class="pcb-button" :aria-label="'Ne pas écarter : ' + finding.title" @click="putBack">Ne pas écarter</button>
      </p>
    </div>
    <reason-field v-if="open" :path="path" widget="long_text" :label="question" :help="help" :shown="finding.reason" :skippable="false"></reason-field>
  </li>`,
};

export default {
  components: { finding },
  props: { grades: { type: Array, required: true }, question: String, help: { type: String, default: "" } },
  emits: ["stale"],
  data() {
    return { told: "" };
  },
  watch: {
    grades() {
      this.told = this.grades.map((grade) => [grade.title, grade.aside].filter(Boolean).join(", ")).join(" ; ");
    },
  },
  mounted() {
    this.onSaved = () => this.$emit("stale");
    addEventListener("pcb:saved", this.onSaved);
  },
  unmounted() {
    removeEventListener("pcb:saved", this.onSaved);
  },
  template: `
  <div class="findings">
    <section v-for="grade in grades" :key="grade.key" :aria-labelledby="'constats-' + grade.key" :class="['grade-' + grade.key, { 'is-clear': !grade.about }]">
      <h3 :id="'constats-' + grade.key"><span class="grade-sign" aria-hidden="true"></span> {{ grade.title }}
        <span v-if="grade.aside" class="grade-aside">{{ grade.aside }}</span></h3>
      <p v-if="grade.about" class="pcb-help">{{ grade.about }}</p>
      <ul v-if="grade.findings.length" class="finding-list">
        <finding v-for="one in grade.findings" :key="one.key" :finding="one" :question="question" :help="help"></finding>
      </ul>
      <details v-if="grade.papers.length" class="pcb-more"><summary>{{ grade.papers_title }}</summary>
        <ul class="finding-list">
          <finding v-for="one in grade.papers" :key="one.key" :finding="one" :question="question" :help="help"></finding>
        </ul>
      </details>
    </section>
    <p class="pcb-hidden" role="status">{{ told }}</p>
  </div>`,
};
