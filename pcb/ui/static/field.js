// One question, whatever its kind: native controls, label, help, state of saving, error.
// What is sent is what the field shows; see saver.js. The server holds one element for it, without any listener.
import { saver, pending } from "/static/saver.js";

const NO_ANSWERS = [["does_not_know", "Ne sait pas"], ["refuses", "Ne veut pas dire"]];
const INPUT_MODES = {
  amount: "decimal", rate: "decimal", number: "numeric", postcode: "numeric", phone: "tel", email: "email", date: "numeric",
};
const AUTOSAVE = 1500; // after the last keystroke, in long texts
const CHOICE_DELAY = 350; // arrow keys pass over choices

export default {
  template: `
  <div class="pcb-field" :class="['kind-' + widget, 'state-' + view]" :data-path="path">
    <fieldset v-if="grouped" class="pcb-group" :role="widget === 'choices' ? 'group' : 'radiogroup'"
        :aria-describedby="described" :aria-invalid="widget === 'choices' ? null : invalid" @focusout="left" @focusin="entry.focused = true">
      <legend>{{ label }}</legend>
      <p v-if="help" :id="id + '-aide'" class="pcb-help">{{ help }}</p>
      <div class="pcb-choices">
        <label v-for="([code, word], i) in groupOptions" :key="code" class="pcb-choice" :class="{ 'is-aside': isNoAnswer(code) }">
          <input v-if="widget === 'choices' && !isNoAnswer(code)" type="checkbox" :id="i === 0 ? id : null" :value="code"
              :checked="codes.includes(code)" @change="tick(code, $event.target.checked)" @keydown.enter.prevent="next">
          <input v-else-if="widget === 'choices'" type="checkbox" :checked="noAnswer === code"
              @change="choose($event.target.checked ? code : '')" @keydown.enter.prevent="next">
          <input v-else type="radio" :id="i === 0 ? id : null" :name="id" :value="code" :checked="chosen === code"
              @change="choose(code)" @keydown.enter.prevent="next" @keydown.delete.prevent="choose('')" @keydown.backspace.prevent="choose('')">
          <span>{{ word }}</span>
        </label>
        <button v-if="widget !== 'choices' && chosen" type="button" class="pcb-link pcb-clear" tabindex="-1" @click="choose('')">effacer</button>
      </div>
    </fieldset>
    <template v-else>
      <label :for="id" class="pcb-label" :class="{ 'pcb-hidden': bare }">{{ label }}</label>
      <div class="pcb-control">
        <select v-if="asSelect" :id="id" :value="chosen" :aria-describedby="described" :aria-invalid="invalid"
            @change="choose($event.target.value)" @focus="entry.focused = true" @blur="left" @keydown.enter.prevent="next">
          <option v-if="blank" value="">{{ blank }}</option>
          <option v-for="[code, word] in options" :key="code" :value="code">{{ word }}</option>
          <template v-if="skippable">
            <option disabled value="-">──────</option>
            <option v-for="[code, word] in noAnswers" :key="code" :value="code">{{ word }}</option>
          </template>
        </select>
        <textarea v-else-if="widget === 'long_text'" ref="text" :id="id" rows="2" :value="text" :aria-describedby="described"
            :aria-invalid="invalid" autocomplete="off" @input="typed" @focus="entry.focused = true" @blur="left"
            @keydown.ctrl.enter.prevent="next"></textarea>
        <input v-else type="text" :id="id" :value="text" :inputmode="inputMode" :placeholder="hint" :list="suggestions.length ? id + '-liste' : null"
            :aria-describedby="described" :aria-invalid="invalid" autocomplete="off" autocapitalize="off" spellcheck="false"
            @input="typed" @focus="entry.focused = true" @blur="left" @keydown.enter.prevent="next" @keydown.down="toNoAnswer">
        <datalist v-if="suggestions.length" :id="id + '-liste'"><option v-for="word in suggestions" :key="word" :value="word"></option></datalist>
        <span v-if="unit" class="pcb-unit" aria-hidden="true">{{ unit }}</span>
        <select v-if="!asSelect && skippable" v-show="text === ''" ref="aside" class="pcb-aside-answer" :class="{ 'is-set': noAnswer }" tabindex="-1"
            :aria-label="'Sans réponse : ' + label" :title="'Sans réponse (flèche bas)'" :value="noAnswer"
            @change="fromAside" @keydown.escape="focus()" @keydown.enter.prevent="next">
          <option value="">…</option>
          <option v-for="[code, word] in noAnswers" :key="code" :value="code">{{ word }}</option>
        </select>
      </div>
      <p v-if="help" :id="id + '-aide'" class="pcb-help">{{ help }}</p>
    </template>
    <div class="pcb-feedback" :id="id + '-etat'">
      <p v-if="view === 'rejected' || view === 'failed'" class="pcb-error" role="alert">{{ entry.sentence }}
        <span class="pcb-not-saved">Non enregistré.</span>
        <button v-if="view === 'failed'" type="button" class="pcb-link" @click="retry">Réessayer</button></p>
      <p v-else-if="view === 'late'" class="pcb-error" role="alert">NON ENREGISTRÉ – nouvel essai…</p>
      <div v-else-if="view === 'conflict'" class="pcb-conflict" role="alert">
        <p>{{ entry.by || 'Quelqu’un' }} a changé cette réponse à {{ entry.theirsAt }} pendant que vous l’écriviez.</p>
        <p><button type="button" class="pcb-button" @click="decide(true)">Garder la mienne : « {{ words(entry.mine) }} »</button>
        <button type="button" class="pcb-button" @click="decide(false)">Prendre l’autre : « {{ words(entry.theirs) }} »</button></p>
      </div>
      <p v-else-if="view === 'typing'" class="pcb-state">pas encore enregistré</p>
      <p v-else-if="view === 'sending'" class="pcb-state">en cours…</p>
      <p v-else-if="view === 'saved'" class="pcb-state">enregistré à {{ entry.at }}</p>
    </div>
  </div>`,
  props: {
    path: String, widget: String, label: String, help: { type: String, default: "" }, example: { type: String, default: "" },
    unit: { type: String, default: "" }, options: { type: Array, default: () => [] },
    suggestions: { type: Array, default: () => [] }, shown: { default: "" }, skippable: { type: Boolean, default: true },
    compact: Boolean, // a list to pull down, however short
    bare: Boolean, // in a table whose titles are the label: it is there for who does not see them
    standing: { type: String, default: "" }, // what counts while nothing is typed
    unset: { type: String, default: "– choisir –" }, // what the list says where nothing was answered
  },
  data() {
    return { entry: saver.entry(this.path, this.shown), timer: 0, noAnswers: NO_ANSWERS };
  },
  computed: {
    id() {
      return "f-" + this.path;
    },
    grouped() {
      return this.widget === "choices" || this.widget === "yes_no" || (this.widget === "choice" && this.options.length <= 5 && !this.compact);
    },
    asSelect() {
      return ["choice", "owner", "period"].includes(this.widget);
    },
    blank() {
      return this.widget === "period" ? "" : this.unset;
    },
    groupOptions() {
      const own = this.widget === "yes_no" ? (this.options.length ? this.options : [["oui", "Oui"], ["non", "Non"]]) : this.options;
      return this.skippable ? [...own, ...NO_ANSWERS] : own;
    },
    inputMode() {
      return INPUT_MODES[this.widget] || "text";
    },
    noAnswer() {
      return this.entry.raw?.no_answer ?? "";
    },
    hint() {
      if (this.standing) return this.standing;
      return this.example && !this.noAnswer ? "ex. : " + this.example : "";
    },
    text() {
      return typeof this.entry.raw === "string" ? this.entry.raw : "";
    },
    chosen() {
      return this.noAnswer || this.text;
    },
    codes() {
      return Array.isArray(this.entry.raw) ? this.entry.raw : [];
    },
    view() {
      const e = this.entry;
      if (e.kind === "failed") return "failed";
      if (e.waiting || e.sent) return e.late ? "late" : "sending";
      if (e.typing) return e.late ? "typing" : "idle";
      return e.kind === "late" ? "idle" : e.kind;
    },
    invalid() {
      return ["rejected", "conflict", "failed"].includes(this.view) ? "true" : null;
    },
    described() {
      return [this.help ? this.id + "-aide" : "", this.id + "-etat"].filter(Boolean).join(" ");
    },
  },
  watch: {
    shown(value) {
      saver.shown(this.path, value);
    },
    label: { immediate: true, handler(value) { this.entry.label = value; } },
    text() {
      this.$nextTick(this.grow);
    },
  },
  mounted() {
    saver.shown(this.path, this.shown);
    this.grow();
  },
  beforeUnmount() {
    clearTimeout(this.timer);
    this.entry.focused = false;
    if (this.entry.typing) saver.commit(this.path, this.entry.raw);
  },
  methods: {
    words(value) {
      const word = (code) => [...this.options, ...NO_ANSWERS].find(([known]) => known === code)?.[1] ?? code;
      if (Array.isArray(value)) return value.map(word).join(", ") || "rien";
      return (value?.no_answer ? word(value.no_answer) : word(value)) || "rien";
    },
    isNoAnswer(code) {
      return NO_ANSWERS.some(([known]) => known === code);
    },
    typed(event) {
      saver.typing(this.path, event.target.value);
      clearTimeout(this.timer);
      if (this.widget === "long_text") this.timer = setTimeout(this.send, AUTOSAVE);
    },
    send() {
      clearTimeout(this.timer);
      if (pending(this.entry) || this.entry.kind === "rejected") saver.commit(this.path, this.entry.raw);
    },
    left() {
      this.entry.focused = false;
      if (this.entry.typing) this.send();
      else saver.commit(this.path, this.entry.raw);
    },
    choose(code) {
      saver.typing(this.path, this.isNoAnswer(code) ? { no_answer: code } : code);
      this.soon();
    },
    tick(code, on) {
      const alone = code === "none"; // « rien de tout cela » and the others exclude each other
      const kept = this.codes.filter((other) => other !== code && (!on || (!alone && other !== "none")));
      saver.typing(this.path, on ? [...kept, code] : kept);
      this.soon();
    },
    soon() {
      clearTimeout(this.timer);
      this.timer = setTimeout(this.send, CHOICE_DELAY);
    },
    toNoAnswer(event) {
      if (!this.skippable || this.text !== "") return;
      event.preventDefault();
      this.$refs.aside.focus();
      try {
        this.$refs.aside.showPicker();
      } catch {
        // the list opens with the space bar
      }
    },
    fromAside(event) {
      this.choose(event.target.value);
      this.focus();
    },
    grow() {
      const area = this.$refs.text;
      if (!area) return;
      area.style.height = "auto";
      area.style.height = Math.min(area.scrollHeight + 4, 480) + "px";
    },
    focus() {
      document.getElementById(this.id)?.focus();
    },
    next() {
      this.send();
      const places = [...document.querySelectorAll("#contenu .pcb-field [id^='f-'], #contenu .pcb-again, #contenu .pcb-next")].filter(
        (place) => place.matches("input,select,textarea,a,button") && place.offsetParent !== null
      );
      const here = places.indexOf(document.getElementById(this.id));
      const target = places[here + 1];
      if (!target) return this.send();
      const group = target.closest("fieldset");
      (group?.querySelector("input:checked") ?? target).focus();
      target.select?.();
    },
    retry() {
      saver.retry(this.path);
    },
    decide(mine) {
      saver.decide(this.path, mine);
    },
  },
};
