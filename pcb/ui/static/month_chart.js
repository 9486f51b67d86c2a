// The balance of the account day by day, drawn as steps in SVG: no library, no drawing code from data. All numbers come
// computed (points, marks and their French text); the table beside it says the same in words.
const WIDTH = 720, HEIGHT = 240, LEFT = 92, RIGHT = 16, TOP = 20, BOTTOM = 28;

export default {
  props: {
    summary: { type: String, required: true },
    days: { type: Array, required: true }, // [{ day, cents, text }]
    marks: { type: Array, required: true }, // horizontal marks: [{ cents, text }]
    low: { type: Object, default: null }, // { day, cents, text }
  },
  computed: {
    span() {
      const all = [...this.days.map((d) => d.cents), ...this.marks.map((m) => m.cents), 0];
      return { top: Math.max(...all), bottom: Math.min(...all) };
    },
    path() {
      return this.days
        .map((d, i) => (i ? `H${this.x(d.day)}V${this.y(d.cents)}` : `M${this.x(d.day)} ${this.y(d.cents)}`))
        .join("") + `H${this.x(this.last + 1)}`;
    },
    last() {
      return this.days.length ? this.days[this.days.length - 1].day : 31;
    },
    ticks() {
      return this.days.filter((d) => d.day === 1 || d.day % 5 === 0).map((d) => d.day);
    },
  },
  methods: {
    x(day) {
      return Math.round(LEFT + ((day - 1) * (WIDTH - LEFT - RIGHT)) / this.last);
    },
    y(cents) {
      const { top, bottom } = this.span;
      return Math.round(TOP + ((top - cents) * (HEIGHT - TOP - BOTTOM)) / Math.max(1, top - bottom));
    },
  },
  template: `
    <figure class="month-chart">
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" :aria-label="summary">
        <g v-for="mark in marks" :key="mark.cents">
          <line :class="['mark', { zero: mark.cents === 0 }]" x1="${LEFT}" x2="${WIDTH - RIGHT}" :y1="y(mark.cents)" :y2="y(mark.cents)" />
          <text class="mark-text" x="${LEFT - 8}" :y="y(mark.cents) + 4" text-anchor="end">{{ mark.text }}</text>
        </g>
        <text v-for="day in ticks" :key="day" class="mark-text" :x="x(day)" y="${HEIGHT - 8}" text-anchor="middle">{{ day }}</text>
        <path class="balance" :d="path" />
        <g v-if="low">
          <circle class="low-point" :cx="x(low.day)" :cy="y(low.cents)" r="6" />
        </g>
      </svg>
      <figcaption>{{ summary }}</figcaption>
    </figure>
  `,
};
