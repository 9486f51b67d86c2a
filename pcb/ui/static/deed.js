// One decision: a few fields and its button. What was typed stays when the server refuses, beside the reason.
export default {
  template: `
  <form class="pcb-deed" @submit.prevent="send">
    <div class="pcb-row">
      <div v-for="field in fields" :key="field.key" :style="field.kind === 'long' ? 'flex: 1 1 100%' : ''">
        <label class="pcb-label" :for="id(field)">{{ field.label }}</label>
        <select v-if="field.kind === 'select'" :id="id(field)" v-model="values[field.key]">
          <option v-for="[code, word] in field.options" :key="code" :value="code">{{ word }}</option>
        </select>
        <textarea v-else-if="field.kind === 'long'" :id="id(field)" v-model="values[field.key]" rows="2" maxlength="500"></textarea>
        <input v-else :id="id(field)" :type="field.kind" v-model="values[field.key]" autocomplete="off" spellcheck="false">
      </div>
      <button v-if="!asking" type="submit" ref="first" class="pcb-button" :class="{ 'is-main': main }" :disabled="busy" :aria-label="about || null">{{ word }}</button>
    </div>
    <div v-if="asking" class="pcb-row pcb-ask" role="group" :aria-labelledby="'deed-' + place + '-ask'">
      <p :id="'deed-' + place + '-ask'">{{ ask }}</p>
      <button type="submit" ref="sure" class="pcb-button is-main" :disabled="busy" :aria-describedby="'deed-' + place + '-ask'">Oui, {{ word.charAt(0).toLowerCase() + word.slice(1) }}</button>
      <button type="button" class="pcb-button" @click="leave">Non</button>
    </div>
    <p class="pcb-told" role="status">{{ told }}</p>
    <p class="pcb-told is-wrong" role="alert">{{ busy ? "" : wrong }}</p>
  </form>`,
  props: { word: String, about: String, ask: String, fields: Array, wrong: String, told: String, turn: Number, place: Number, main: Boolean },
  emits: ["do"],
  data() {
    return { busy: false, asking: false, values: Object.fromEntries(this.fields.map((field) => [field.key, field.value])) };
  },
  watch: {
    turn() {
      this.busy = this.asking = false;
    },
  },
  methods: {
    id(field) {
      return `deed-${this.place}-${field.key}`;
    },
    leave() {
      this.asking = false;
      this.$nextTick(() => this.$refs.first.focus());
    },
    send() {
      if (this.ask && !this.asking) {
        this.asking = true;
        this.$nextTick(() => this.$refs.sure.focus());
        return;
      }
      this.busy = true;
      setTimeout(() => (this.busy = false), 8000);
      this.$emit("do", { ...this.values });
    },
  },
};
