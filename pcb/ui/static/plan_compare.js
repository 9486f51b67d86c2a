// The measures side by side, in the order of the law: none is ranked. The counsellor marks the one to pursue, and says why.
import Field from "/static/field.js";

export default {
  components: { PlanField: Field },
  props: { measures: Array, way: Object, fields: Object, chosen: Boolean },
  methods: {
    met(measure) {
      return measure.conditions.filter((one) => one.level === "good").length;
    },
  },
  template: `
    <section id="mesures" aria-labelledby="mesures-title">
      <h2 id="mesures-title">Toutes les mesures, côte à côte</h2>
      <p>Dans l’ordre de la loi. L’outil n’en classe aucune : la voie à suivre est votre choix, avec la personne.<template v-if="chosen"> Les chiffres sont à la capacité de remboursement, pas au montant choisi au curseur.</template></p>
      <div class="plan-fields plan-way">
        <plan-field v-for="(field, name) in fields" :key="name" v-bind="field" :path="'plan.' + name" :shown="way[name] ?? ''"></plan-field>
      </div>
      <div class="facts-scroll" role="region" aria-label="Comparaison des mesures" tabindex="0">
        <table class="facts plan-measures">
          <caption class="visually-hidden">Comparaison des mesures</caption>
          <thead><tr>
            <th scope="col">Mesure</th><th scope="col">Conditions</th><th scope="col" class="amount">Par mois</th><th scope="col" class="amount">Durée</th>
            <th scope="col" class="amount">Versé</th><th scope="col" class="amount">Coût</th><th scope="col" class="amount">Effacé</th><th scope="col" class="amount">Reste dû</th>
          </tr></thead>
          <tbody v-for="measure in measures" :key="measure.kind" :class="{ pursued: measure.pursued }">
            <tr>
              <th scope="row">
                <button type="button" class="figure-link" :data-explain="'mesure-' + measure.kind" aria-haspopup="dialog">{{ measure.label }}</button>
                <span v-if="measure.pursued" class="status-badge good">la voie à suivre</span>
                <span class="cell-note">{{ measure.article }}</span>
              </th>
              <td><ul class="plan-conditions">
                <li v-if="met(measure)"><span class="status-badge good">{{ met(measure) === 1 ? '1 remplie' : met(measure) + ' remplies' }}</span></li>
                <li v-for="condition in measure.conditions.filter((one) => one.level !== 'good')" :key="condition.label"><span class="status-badge" :class="condition.level">{{ condition.state }}</span> {{ condition.label }}</li></ul></td>
              <td class="amount">{{ measure.monthly }}<span v-if="measure.highest" class="cell-note">jusqu’à {{ measure.highest }}</span></td>
              <td class="amount">{{ measure.months }}</td><td class="amount">{{ measure.paid }}</td><td class="amount">{{ measure.cost }}</td>
              <td class="amount">{{ measure.written_off }}</td><td class="amount">{{ measure.left }}</td>
            </tr>
            <tr class="plan-more"><td colspan="8">
              <details><summary>Logement, caution, FICP, ce qui la ferait échouer<span class="visually-hidden"> : {{ measure.label }}</span></summary>
                <dl>
                  <dt>Conditions</dt><dd><p v-for="condition in measure.conditions" :key="condition.label">{{ condition.label }} : {{ condition.state.toLowerCase() }}. {{ condition.why }} <span class="cell-note">{{ condition.article }}</span></p></dd>
                  <dt>Logement</dt><dd>{{ measure.home }}</dd>
                  <dt>Caution</dt><dd>{{ measure.guarantor }}</dd>
                  <dt>FICP</dt><dd>{{ measure.ficp }}</dd>
                  <dt>Ce qui la ferait échouer</dt><dd><p v-for="text in measure.fails" :key="text">{{ text }}</p></dd>
                  <template v-if="measure.notes.length"><dt>À savoir</dt><dd><p v-for="text in measure.notes" :key="text">{{ text }}</p></dd></template>
                  <template v-if="measure.broken.length"><dt>Vérification</dt><dd><p v-for="(one, index) in measure.broken" :key="index">{{ one.text }}</p></dd></template>
                </dl>
              </details>
            </td></tr>
          </tbody>
        </table>
      </div>
    </section>
  `,
};
