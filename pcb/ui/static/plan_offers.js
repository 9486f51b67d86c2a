// What the plan offers to each creditor, and what came of it: sent, accepted, refused, another proposal, silence.
import Field from "/static/field.js";
import Breaks from "/static/plan_breaks.js";

export default {
  components: { PlanField: Field, PlanBreaks: Breaks },
  props: { offers: Object, fields: Object },
  data: () => ({ opened: {} }),
  template: `
    <section id="offres" aria-labelledby="offres-title">
      <h2 id="offres-title">Offres amiables</h2>
      <p v-if="!offers.rows.length">Aucune offre ne peut être faite pour le moment.</p>
      <template v-else>
        <blockquote class="plan-rule"><p>{{ offers.rule }}</p></blockquote>
        <div class="facts-scroll" role="region" aria-label="Offres, créancier par créancier" tabindex="0">
          <table class="facts plan-offers">
            <caption class="visually-hidden">Offres, créancier par créancier</caption>
            <thead><tr><th scope="col">Créancier</th><th scope="col" class="amount">Dû</th><th scope="col">Offre du plan</th><th scope="col" class="amount">Resterait</th><th scope="col">Suivi</th><th scope="col">Noter</th></tr></thead>
            <tbody v-for="row in offers.rows" :key="row.id">
              <tr>
                <th scope="row">{{ row.creditor }}</th><td class="amount">{{ row.owed }}</td>
                <td><span v-for="text in row.steps" :key="text" class="plan-run">{{ text }}</span></td><td class="amount">{{ row.left }}</td>
                <td>{{ row.state }}<span v-if="row.answer" class="status-badge">{{ row.answer }}</span></td>
                <td><button type="button" class="figure-link" :aria-expanded="opened[row.id] ? 'true' : 'false'" @click="opened[row.id] = !opened[row.id]">envoi et réponse<span class="visually-hidden"> : {{ row.creditor }}</span></button></td>
              </tr>
              <tr v-if="opened[row.id]" class="plan-set"><td colspan="6"><div class="plan-set-fields" role="group" :aria-label="'Offre : ' + row.creditor">
                <div v-for="(field, name) in fields" :key="name" class="plan-set-field"><plan-field v-bind="field" :path="'offers.' + row.id + '.' + name" :shown="row.values[name] ?? ''"></plan-field></div>
              </div></td></tr>
            </tbody>
          </table>
        </div>
        <div v-if="offers.notices.length" class="notice" role="note"><h3>Ce que les réponses changent</h3>
          <ul><li v-for="text in offers.notices" :key="text">{{ text }}</li></ul>
          <p v-if="offers.answered"><strong>{{ offers.answered }}</strong></p>
        </div>
        <plan-breaks :faults="[]" :broken="offers.broken" title="Avec ces réponses, le plan ne respecte pas"></plan-breaks>
      </template>
    </section>
  `,
};
