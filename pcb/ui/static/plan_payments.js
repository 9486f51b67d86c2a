// The payments of each palier, stacked by creditor: drawn from whole cents, without library. Each part bears the number of
// its creditor in the key, so that nothing rests on colour alone; the table beside says the same.
import { marks, months, wholeEuros } from "/static/plan_shared.js";

const WIDTH = 720, HEIGHT = 250, LEFT = 74, RIGHT = 10, TOP = 10, BOTTOM = 26;

export default {
  props: { paliers: Array, series: Array, summary: String },
  computed: {
    last() {
      const end = this.paliers[this.paliers.length - 1];
      return end ? end.first + end.months - 1 : 1;
    },
    highest() {
      return Math.max(1, ...this.paliers.map((palier) => palier.total));
    },
    marks() {
      return marks(0, this.highest).map((cents) => ({ cents, text: wholeEuros(cents) }));
    },
    months() {
      return months(this.last);
    },
    parts() {
      return this.paliers.flatMap((palier) => {
        const x = this.x(palier.first), width = this.x(palier.first + palier.months) - x;
        let under = 0;
        return palier.parts.map((cents, index) => {
          const top = this.y(under + cents), bottom = this.y(under);
          under += cents;
          return { key: palier.first + "-" + index, index, x, y: top, width, height: bottom - top, said: width > 16 && bottom - top > 13 };
        }).filter((part) => part.height > 0);
      });
    },
  },
  methods: {
    x(month) {
      return LEFT + ((month - 1) * (WIDTH - LEFT - RIGHT)) / this.last;
    },
    y(cents) {
      return HEIGHT - BOTTOM - (cents * (HEIGHT - TOP - BOTTOM)) / this.highest;
    },
  },
  template: `
    <figure class="plan-chart">
      <figcaption>Versements par mois, créancier par créancier</figcaption>
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" :aria-label="summary">
        <g v-for="mark in marks" :key="mark.cents">
          <line class="mark" :class="{ zero: !mark.cents }" x1="${LEFT}" x2="${WIDTH - RIGHT}" :y1="y(mark.cents)" :y2="y(mark.cents)" />
          <text class="mark-text" x="${LEFT - 8}" :y="y(mark.cents) + 4" text-anchor="end">{{ mark.text }}</text>
        </g>
        <g v-for="part in parts" :key="part.key">
          <rect :class="'part part-' + part.index" :x="part.x" :y="part.y" :width="part.width" :height="part.height" />
          <text v-if="part.said" class="part-text" :class="'on-' + part.index" :x="part.x + part.width / 2" :y="part.y + part.height / 2 + 5" text-anchor="middle">{{ part.index + 1 }}</text>
        </g>
        <text v-for="month in months" :key="month" class="mark-text" :x="x(month) + 4" y="${HEIGHT - 8}" text-anchor="start">{{ month === 1 ? 'mois 1' : month }}</text>
      </svg>
    </figure>
  `,
};
