// The chapters of the interview with what is done in each: links, and words beside the signs.
export default {
  template: `
  <ol class="pcb-chapters">
    <li v-for="chapter in chapters" :key="chapter[0]">
      <a :href="chapter[1]" :aria-current="chapter[0] === current ? 'step' : null">
        <span class="pcb-chapter-title">{{ chapter[2] }}</span>
        <span class="pcb-chapter-state" aria-hidden="true">{{ chapter[3] }}</span>
        <span class="pcb-hidden">{{ chapter[4] }}</span>
      </a>
      <ol v-if="chapter[0] === current && stops.length > 1" class="pcb-stops">
        <li v-for="stop in stops" :key="stop[0]"><a :href="stop[1]" :aria-current="stop[0] === here ? 'page' : null">{{ stop[2] }}</a></li>
      </ol>
    </li>
  </ol>`,
  props: { chapters: Array, stops: { type: Array, default: () => [] }, current: String, here: String },
  mounted() {
    this.reveal();
  },
  watch: {
    current() {
      this.$nextTick(this.reveal);
    },
  },
  methods: {
    /* The current chapter is in view, in the column of a laptop and in the strip of a tablet; the page does not move. */
    reveal() {
      const box = this.$el.parentElement;
      const link = this.$el.querySelector("[aria-current=step]");
      if (!link) return;
      const [inner, outer] = [link.getBoundingClientRect(), box.getBoundingClientRect()];
      if (inner.left < outer.left || inner.right > outer.right) box.scrollLeft += inner.left - outer.left - 24;
      if (inner.top < outer.top || inner.bottom > outer.bottom) box.scrollTop += inner.top - outer.top - 24;
    },
  },
};
