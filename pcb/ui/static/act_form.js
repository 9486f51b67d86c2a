// A small form that does one thing: lines to tick, fields, a button. What was typed stays when it is refused.
export default {
  template: `
  <form class="act-form" @submit.prevent="send" :aria-label="title">
    <div v-if="picks.length" class="facts-scroll"><table class="facts">
      <caption class="visually-hidden">{{ title }}</caption>
      <thead><tr><th scope="col"><label class="act-pick"><input type="checkbox" :checked="all" @change="pickAll"><span class="visually-hidden">Tout cocher</span></label></th>
        <th v-for="name in columns" scope="col">{{ name }}</th></tr></thead>
      <tbody><tr v-for="row in picks" :key="row[0]">
        <td><label class="act-pick"><input type="checkbox" :value="row[0]" v-model="picked"><span class="visually-hidden">Choisir {{ row[1] }}</span></label></td>
        <template v-for="(cell, at) in row.slice(1)"><th v-if="!at" scope="row">{{ cell }}</th><td v-else>{{ cell }}</td></template>
      </tr></tbody>
    </table></div>
    <div class="act-fields">
      <div v-for="one in fields" :key="one.name" class="pcb-field">
        <label class="pcb-label" :for="key + one.name">{{ one.label }}</label>
        <p v-if="one.help" class="pcb-help" :id="key + one.name + '-aide'">{{ one.help }}</p>
        <select v-if="one.options" :id="key + one.name" v-model="values[one.name]">
          <option v-for="option in one.options" :value="option[0]">{{ option[1] }}</option>
        </select>
        <input v-else :id="key + one.name" :type="one.type || 'text'" v-model="values[one.name]" autocapitalize="off" spellcheck="false"
          :autocomplete="one.type === 'password' ? 'current-password' : 'off'" :placeholder="one.example || null"
          :aria-invalid="problem ? 'true' : null" :aria-describedby="[one.help && key + one.name + '-aide', problem && key + 'mal'].filter(Boolean).join(' ') || null">
      </div>
    </div>
    <p v-if="problem" class="pcb-error" role="alert" :id="key + 'mal'">{{ problem }}</p>
    <label v-if="confirm" class="pcb-choice"><input type="checkbox" v-model="sure"> J’ai vérifié</label>
    <p class="act-buttons"><button type="submit" class="pcb-action" :class="{ secondary: quiet }" :disabled="busy">{{ button }}</button></p>
    <p role="status" class="act-told">{{ told }}</p>
  </form>`,
  props: { title: String, columns: Array, picks: Array, fields: Array, button: String, quiet: Boolean, problem: String, confirm: Boolean, told: String, turn: Number },
  emits: ["act"],
  data() {
    const values = {};
    for (const one of this.fields) values[one.name] = one.value || "";
    return { values, picked: [], sure: false, busy: false, key: "a" + Math.random().toString(36).slice(2, 8) + "-" };
  },
  computed: {
    all() {
      return this.picks.length > 0 && this.picked.length === this.picks.length;
    },
  },
  watch: {
    turn() {
      this.busy = false;
      this.sure = this.sure && this.confirm; // a wrong password does not undo what was verified
      for (const one of this.fields) if (one.type === "password") this.values[one.name] = "";
      this.picked = this.picked.filter((id) => this.picks.some((row) => row[0] === id));
    },
  },
  methods: {
    pickAll(event) {
      this.picked = event.target.checked ? this.picks.map((row) => row[0]) : [];
    },
    send() {
      if (this.busy) return;
      this.busy = true;
      setTimeout(() => (this.busy = false), 15000);
      this.$emit("act", { values: { ...this.values }, picked: [...this.picked], sure: this.sure });
    },
  },
};
