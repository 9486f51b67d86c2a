// What is owed to each creditor, month after month, as lines numbered like the payments.
import { marks, months, wholeEuros } from "/static/plan_shared.js";

const WIDTH = 720, HEIGHT = 250, LEFT = 84, RIGHT = 26, TOP = 10, BOTTOM = 26;

export default {
  props: { balances: Array, summary: String },
  computed: {
    last() {
      return Math.max(1, (this.balances[0]?.length || 2) - 1);
    },
    highest() {
      return Math.max(1, ...this.balances.flat());
    },
    marks() {
      return marks(0, this.highest).map((cents) => ({ cents, text: wholeEuros(cents) }));
    },
    months() {
      return months(this.last);
    },
    lines() {
      return this.balances.map((line, index) => ({ index, path: this.path(line), y: this.y(line[0]), end: this.y(line[line.length - 1]) }));
    },
  },
  methods: {
    x(month) {
      return LEFT + (month * (WIDTH - LEFT - RIGHT)) / this.last;
    },
    y(cents) {
      return HEIGHT - BOTTOM - (cents * (HEIGHT - TOP - BOTTOM)) / this.highest;
    },
    path(line) {
      return line.map((cents, month) => `${month ? "L" : "M"}${this.x(month).toFixed(1)} ${this.y(cents).toFixed(1)}`).join("");
    },
    /* Where a line bears its number, while something is owed: each a little further than the one before. */
    labelAt(index) {
      const life = this.balances[index].findIndex((cents) => cents === 0);
      const months = life < 0 ? this.last : life;
      return Math.round((months * (index + 1)) / (this.balances.length + 4));
    },
  },
  template: `
    <figure class="plan-chart">
      <figcaption>Ce qui reste dû, créancier par créancier</figcaption>
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" :aria-label="summary">
        <g v-for="mark in marks" :key="mark.cents">
          <line class="mark" :class="{ zero: !mark.cents }" x1="${LEFT}" x2="${WIDTH - RIGHT}" :y1="y(mark.cents)" :y2="y(mark.cents)" />
          <text class="mark-text" x="${LEFT - 8}" :y="y(mark.cents) + 4" text-anchor="end">{{ mark.text }}</text>
        </g>
        <path v-for="line in lines" :key="line.index" class="balance-line" :class="'line-' + line.index" :d="line.path" />
        <g v-for="line in lines" :key="'n' + line.index">
          <circle class="line-dot" :class="'line-' + line.index" :cx="x(labelAt(line.index))" :cy="y(balances[line.index][labelAt(line.index)])" r="8" />
          <text class="line-text" :x="x(labelAt(line.index))" :y="y(balances[line.index][labelAt(line.index)]) + 4" text-anchor="middle">{{ line.index + 1 }}</text>
        </g>
        <text v-for="month in months" :key="month" class="mark-text" :x="x(month)" y="${HEIGHT - 8}" text-anchor="middle">{{ month }}</text>
      </svg>
    </figure>
  `,
};
