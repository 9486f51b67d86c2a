// What the plan can bear, in one picture: what is paid, the legal capacity, and what the household really has, each month.
import { marks, months, wholeEuros } from "/static/plan_shared.js";

const WIDTH = 720, HEIGHT = 250, LEFT = 84, RIGHT = 12, TOP = 12, BOTTOM = 26;
const NAMES = ["Versement du plan", "Capacité légale", "Ce que le foyer a vraiment", "Une mauvaise année, en main"];

export default {
  props: { stress: Object },
  data: () => ({ names: NAMES }),
  computed: {
    last() {
      return Math.max(1, this.stress.points.length);
    },
    span() {
      const all = [0, ...this.stress.points.flat(), ...this.stress.in_hand];
      return { top: Math.max(1, ...all), bottom: Math.min(0, ...all) };
    },
    marks() {
      return marks(this.span.bottom, this.span.top).map((cents) => ({ cents, text: wholeEuros(cents) }));
    },
    months() {
      return months(this.last);
    },
    lines() {
      const found = [0, 1, 2].map((index) => this.steps(this.stress.points.map((point) => point[index])));
      return [...found, this.stress.in_hand.map((cents, i) => `${i ? "L" : "M"}${this.x(i + 1.5).toFixed(1)} ${this.y(cents).toFixed(1)}`).join("")];
    },
    summary() {
      return this.stress.breaks.map((one) => `${one.what} ${one.amount} : ${one.then}.`).join(" ");
    },
  },
  methods: {
    x(month) {
      return LEFT + ((month - 1) * (WIDTH - LEFT - RIGHT)) / this.last;
    },
    y(cents) {
      const { top, bottom } = this.span;
      return TOP + ((top - cents) * (HEIGHT - TOP - BOTTOM)) / Math.max(1, top - bottom);
    },
    steps(values) {
      return values.map((cents, i) => (i ? `V${this.y(cents).toFixed(1)}` : `M${this.x(1)} ${this.y(cents).toFixed(1)}`) + `H${this.x(i + 2).toFixed(1)}`).join("");
    },
  },
  template: `
    <section id="resistance" aria-labelledby="resistance-title">
      <h2 id="resistance-title">Ce que le plan peut supporter</h2>
      <p v-if="!stress">Il faut un plan et un budget connus pour le dire.</p>
      <template v-else>
        <p v-if="!stress.complete" class="notice" role="note">Des montants du budget vécu manquent : « ce que le foyer a vraiment » est calculé sans eux.</p>
        <div class="plan-pictures">
          <figure class="plan-chart">
            <figcaption class="plan-stress-key"><span v-for="(name, index) in names" :key="name" class="chart-key"><svg width="34" height="10" aria-hidden="true"><path class="stress-line" :class="'stress-' + index" d="M1 5H33" /></svg>{{ name }}</span></figcaption>
            <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" :aria-label="summary">
              <g v-for="mark in marks" :key="mark.cents">
                <line class="mark" :class="{ zero: !mark.cents }" x1="${LEFT}" x2="${WIDTH - RIGHT}" :y1="y(mark.cents)" :y2="y(mark.cents)" />
                <text class="mark-text" x="${LEFT - 8}" :y="y(mark.cents) + 4" text-anchor="end">{{ mark.text }}</text>
              </g>
              <g v-for="event in stress.events" :key="event.month + event.label"><line class="stress-event" :x1="x(event.month)" :x2="x(event.month)" y1="${TOP}" y2="${HEIGHT - BOTTOM}" /></g>
              <path v-for="(line, index) in lines" :key="index" class="stress-line" :class="'stress-' + index" :d="line" />
              <text v-for="month in months" :key="month" class="mark-text" :x="x(month) + 4" y="${HEIGHT - 8}">{{ month === 1 ? 'mois 1' : month }}</text>
            </svg>
          </figure>
          <div class="plan-beside">
            <table class="facts"><caption>Ce qui casserait le plan</caption><tbody>
              <tr v-for="(one, index) in stress.breaks" :key="index"><th scope="row">{{ one.what }} <strong>{{ one.amount }}</strong><span class="cell-note">{{ one.then }}</span></th></tr>
              <tr v-for="event in stress.events" :key="'e' + event.month + event.label"><th scope="row">Mois {{ event.month }} : {{ event.label }}<span class="cell-note" :class="event.level">{{ event.text }}</span></th></tr>
              <tr><th scope="row">Une mauvaise année<span v-for="text in stress.bad_year" :key="text" class="cell-note">{{ text }}</span></th></tr>
            </tbody></table>
          </div>
        </div>
      </template>
    </section>
  `,
};
