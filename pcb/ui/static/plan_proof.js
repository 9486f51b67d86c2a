// Each rule of a plan, respected, not respected or impossible to verify, with its article and where it breaks.
export default {
  props: { proof: Array, caption: String },
  template: `
    <div class="facts-scroll" role="region" :aria-label="caption" tabindex="0">
      <table class="facts">
        <caption class="visually-hidden">{{ caption }}</caption>
        <thead><tr><th scope="col">Règle</th><th scope="col" class="short">Résultat</th><th scope="col">Précision</th></tr></thead>
        <tbody>
          <tr v-for="rule in proof" :key="rule.label">
            <th scope="row">{{ rule.label }}<span class="cell-note">{{ rule.article }}</span></th>
            <td class="short"><span class="status-badge" :class="rule.level">{{ rule.outcome }}</span></td>
            <td><span v-if="rule.why">{{ rule.why }}</span>
              <ul v-if="rule.failures.length" class="plan-list"><li v-for="text in rule.failures" :key="text">{{ text }}</li></ul></td>
          </tr>
        </tbody>
      </table>
    </div>
  `,
};
