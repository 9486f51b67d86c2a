// What a plan does not respect: each sentence names the month, the debt and the cents; the article stands beside it.
export default {
  props: { faults: Array, broken: Array, title: String },
  template: `
    <div v-if="faults.length || broken.length" class="notice urgent" role="note">
      <h3>{{ title }}</h3>
      <ul>
        <li v-for="(fault, index) in faults" :key="'f' + index">{{ fault.text }} <span v-if="fault.article" class="cell-note">{{ fault.article }}</span></li>
        <li v-for="(one, index) in broken" :key="'b' + index">{{ one.text }} <span class="cell-note">{{ one.rule ? one.rule + ' · ' : '' }}{{ one.article }}</span></li>
      </ul>
    </div>
  `,
};
