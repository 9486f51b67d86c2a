// A list of the case: what is in it, what may be added, what was just removed.
export default {
  template: `
  <div class="pcb-items">
    <p v-if="removed" class="pcb-removed" role="status">{{ removed }} <button type="button" class="pcb-button" ref="undo" @click="$emit('undo', {})">Annuler</button></p>
    <ul v-if="items.length" class="pcb-lines">
      <li v-for="item in items" :key="item[0]">
        <a :href="item[1]" class="pcb-line-title">{{ item[2] }}</a>
        <span class="pcb-line-note">{{ item[4] }}</span>
        <span class="pcb-money">{{ item[3] }}</span>
        <button v-if="item[5]" type="button" class="pcb-link" :aria-label="'Retirer ' + item[2]" @click="$emit('remove', { id: item[0] })">Retirer</button>
      </li>
    </ul>
    <p v-else class="pcb-empty">Rien n’est encore noté ici.</p>
    <fieldset v-if="kinds.length" class="pcb-add">
      <legend>{{ items.length ? 'Ajouter une autre ligne' : 'Ajouter' }}</legend>
      <template v-if="kinds.length > 8">
        <label class="pcb-label" for="pcb-add-filter">De quoi s’agit-il ? Tapez quelques lettres, puis Entrée.</label>
        <input id="pcb-add-filter" data-first type="text" role="combobox" aria-autocomplete="list" aria-controls="pcb-add-list"
          :aria-expanded="open && found.length ? 'true' : 'false'" :aria-activedescendant="open && found[active] ? 'pcb-add-' + found[active][0] : null"
          autocomplete="off" v-model="typed" @focus="open = true" @input="open = true; active = 0"
          @keydown.down.prevent="move(1)" @keydown.up.prevent="move(-1)" @keydown.enter.prevent="pick(found[active])"
          @keydown.escape="open = false">
        <ul id="pcb-add-list" role="listbox" aria-label="Ce qui peut être ajouté" class="pcb-kinds" v-show="found.length">
          <li v-for="(kind, i) in found" :key="kind[0]" :id="'pcb-add-' + kind[0]" role="option" :aria-selected="i === active ? 'true' : 'false'"
            :class="{ 'is-active': i === active && open }" @mousedown.prevent="pick(kind)"><span v-if="starts(i)" class="pcb-kind-group" aria-hidden="true">{{ kind[2] }}</span>{{ kind[1] }}</li>
        </ul>
        <p v-if="!found.length" role="status" class="pcb-empty">Rien ne correspond à « {{ typed }} ».</p>
      </template>
      <p v-else class="pcb-buttons">
        <button v-for="(kind, i) in kinds" :key="kind[0]" type="button" class="pcb-button" :data-first="i === 0 ? '' : null" @click="pick(kind)">{{ kind[1] }}</button>
      </p>
    </fieldset>
  </div>`,
  props: {
    items: Array, kinds: Array, removed: { type: String, default: "" },
  },
  emits: ["add", "remove", "undo"],
  data() {
    return { typed: "", active: 0, open: false, busy: false };
  },
  computed: {
    found() {
      const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/œ/gi, "oe").replace(/’/g, "'").toLowerCase();
      const words = plain(this.typed).split(/\s+/).filter(Boolean);
      return this.kinds.filter((kind) => words.every((word) => plain(kind[1] + " " + kind[2]).includes(word)));
    },
  },
  watch: {
    removed(text) {
      if (text) this.$nextTick(() => this.$refs.undo?.focus());
    },
  },
  methods: {
    starts(i) {
      return this.found[i][2] && (i === 0 || this.found[i - 1][2] !== this.found[i][2]);
    },
    move(step) {
      this.open = true;
      this.active = (this.active + step + this.found.length) % this.found.length;
      this.$nextTick(() => document.getElementById("pcb-add-" + this.found[this.active]?.[0])?.scrollIntoView({ block: "nearest" }));
    },
    pick(kind) {
      if (!kind || this.busy) return;
      this.busy = true;
      setTimeout(() => (this.busy = false), 1000); // a double click adds one line
      this.typed = "";
      this.$emit("add", { kind: kind[0] });
    },
  },
};
