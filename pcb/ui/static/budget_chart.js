// Two budgets as bars, one pair a heading. Lengths come from whole cents, texts come written; no drawing code from data.
export default {
  props: {
    summary: { type: String, required: true },
    series: { type: Array, required: true }, // the names of the two budgets
    pairs: { type: Array, required: true }, // [{ key, label, bars: [{ cents, text } | null] }]
  },
  computed: {
    longest() {
      return Math.max(1, ...this.pairs.flatMap((pair) => pair.bars.map((bar) => (bar ? Math.abs(bar.cents) : 0))));
    },
  },
  template: `
    <figure class="budget-chart">
      <figcaption>
        <span v-for="(name, index) in series" :key="name" class="chart-key"><i :class="'bar-' + index"></i>{{ name }}</span>
      </figcaption>
      <div role="img" :aria-label="summary">
        <div v-for="pair in pairs" :key="pair.key" class="pair">
          <span class="pair-label">{{ pair.label }}</span>
          <span class="pair-bars">
            <span v-for="(bar, index) in pair.bars" :key="index" class="bar-line">
              <i v-if="bar" :class="['bar-' + index, { below: bar.cents < 0 }]" :style="{ width: (60 * Math.abs(bar.cents)) / longest + '%' }"></i>
              <span :class="{ below: bar && bar.cents < 0 }">{{ bar ? bar.text : 'pas encore connu' }}</span>
            </span>
          </span>
        </div>
      </div>
    </figure>
  `,
};
