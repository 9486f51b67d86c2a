// One row a debt, and under it, when it is opened, what the counsellor sets by hand. What breaks because of a debt is said
// in its row, and beside its field.
import Field from "/static/field.js";

export default {
  components: { PlanField: Field },
  props: { rows: Array, columns: Array, fields: Object },
  data: () => ({ opened: {} }),
  computed: {
    width() {
      return 6 + (this.columns.length || 1);
    },
  },
  watch: {
    rows: { immediate: true, handler: "openFaulty" },
  },
  methods: {
    /* What must be corrected is in view; it is never closed under the typist. */
    openFaulty() {
      for (const row of this.rows) if (row.faults.length && row.chosen.amount) this.opened[row.id] = true;
    },
    toggle(row) {
      this.opened[row.id] = !this.opened[row.id];
    },
    set(row) {
      return Object.keys(row.chosen).length > 0;
    },
  },
  template: `
    <div class="facts-scroll" role="region" aria-label="Tableau des dettes" tabindex="0">
      <table class="facts plan-debts">
        <caption class="visually-hidden">Dette par dette</caption>
        <thead><tr>
          <th scope="col">Créancier</th><th scope="col" class="amount">Dû</th><th scope="col" class="amount">Taux</th>
          <th v-for="column in columns" :key="column" scope="col" class="amount">{{ column }}</th>
          <th v-if="!columns.length" scope="col">Versé chaque mois</th>
          <th scope="col">Dernier versement</th><th scope="col" class="amount">Non payé</th><th scope="col">À la main</th>
        </tr></thead>
        <tbody v-for="row in rows" :key="row.id">
          <tr :class="{ doubtful: row.faults.length }">
            <th scope="row">
              <button type="button" class="figure-link" :data-explain="'dette-' + row.id" aria-haspopup="dialog">{{ row.creditor }}</button>
              <span class="cell-note">{{ row.class }}</span>
              <template v-if="!opened[row.id]"><span v-for="(fault, index) in row.faults" :key="index" class="plan-fault">{{ fault.text }}</span></template>
            </th>
            <td class="amount">{{ row.balance }}</td>
            <td class="amount">{{ row.rate }}</td>
            <template v-if="columns.length"><td v-for="(text, index) in row.amounts" :key="index" class="amount">{{ text }}</td></template>
            <td v-else><span v-for="text in row.amounts" :key="text" class="plan-run">{{ text }}</span></td>
            <td class="plan-end">{{ row.end }}</td>
            <td class="amount">{{ row.left }}<span v-if="row.left_note" class="cell-note">{{ row.left_note }}</span></td>
            <td><button type="button" class="figure-link" :aria-expanded="opened[row.id] ? 'true' : 'false'" @click="toggle(row)">{{ set(row) ? 'réglée à la main' : 'régler' }}<span class="visually-hidden"> : {{ row.creditor }}</span></button></td>
          </tr>
          <tr v-if="opened[row.id]" class="plan-set">
            <td :colspan="width">
              <div class="plan-set-fields" role="group" :aria-label="'À la main : ' + row.creditor">
                <div v-for="(field, name) in fields" :key="name" class="plan-set-field" :class="{ faulty: name === 'amount' && row.faults.length }">
                  <plan-field v-bind="field" :path="'plan_debts.' + row.id + '.' + name" :shown="row.chosen[name] ?? ''"></plan-field>
                  <template v-if="name === 'amount'"><p v-for="(fault, index) in row.faults" :key="index" class="pcb-error" role="alert">{{ fault.text }} <span v-if="fault.article">{{ fault.article }}</span></p></template>
                </div>
              </div>
            </td>
          </tr>
        </tbody>
        <tbody v-if="!rows.length"><tr><td :colspan="width" class="nothing">Aucune dette n’est inscrite au plan.</td></tr></tbody>
      </table>
    </div>
  `,
};
