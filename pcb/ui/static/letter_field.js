// The text of the letter: a long text that shows the draft while nothing is stored. Storing the draft itself would stop it
// from following the answers, so a text equal to the draft is stored as no text. Saving is that of every field.
import field from "/static/field.js";
import { pending, saver } from "/static/saver.js";

const EXCERPT = 60; // characters of a letter in the buttons of a conflict

export default {
  extends: field,
  props: { draft: { type: String, default: "" } },
  computed: {
    text() {
      const raw = typeof this.entry.raw === "string" ? this.entry.raw : "";
      return raw === "" && !this.entry.typing ? this.draft : raw;
    },
  },
  methods: {
    send() {
      clearTimeout(this.timer);
      const raw = this.entry.raw;
      const empty = typeof raw === "string" && raw.trim() === "";
      if (empty && this.entry.focused) return; // emptied to be written again: the draft comes back when it is left
      if (pending(this.entry) || this.entry.kind === "rejected") saver.commit(this.path, empty || raw === this.draft ? "" : raw);
    },
    grow() {
      const area = this.$refs.text;
      if (!area) return;
      const top = scrollY;
      area.style.height = "auto";
      area.style.height = area.scrollHeight + 4 + "px";
      scrollTo(0, top);
    },
    words(value) {
      const text = typeof value === "string" && value ? value : "le texte proposé";
      return text.length > EXCERPT ? text.slice(0, EXCERPT) + "…" : text;
    },
  },
};
