// The plan that the household received, typed in from its letter: one row a debt, one column a palier, then the judgement.
import Field from "/static/field.js";
import Breaks from "/static/plan_breaks.js";
import Proof from "/static/plan_proof.js";

export default {
  components: { PlanField: Field, PlanBreaks: Breaks, PlanProof: Proof },
  props: { letter: Object, fields: Object },
  data() {
    return { more: 0, opened: {}, started: this.letter.paliers.length > 0 || Object.keys(this.letter.values).length > 0 };
  },
  computed: {
    paliers() {
      const there = this.letter.paliers;
      const wanted = Math.max(1, there.length, this.more);
      return Array.from({ length: wanted }, (_, i) => there[i] ?? { id: String(i + 1), values: {} });
    },
  },
  methods: {
    async add() {
      const number = this.paliers.length + 1;
      this.more = number;
      await this.$nextTick();
      document.getElementById(`f-received_paliers.${number}.months`)?.focus();
    },
  },
  template: `
    <section id="recu" aria-labelledby="recu-title">
      <h2 id="recu-title">Le plan reçu de la commission</h2>
      <p>Recopiez la lettre : l’outil revérifie ce que le foyer a reçu. Un créancier qui n’est pas dans le dossier s’ajoute au chapitre Dettes de l’entretien.</p>
      <p v-if="!letter.debts.length">Aucune dette n’est notée dans le dossier.</p>
      <template v-else>
        <details :open="started">
        <summary>{{ started ? 'Ce qui est recopié' : 'Recopier une lettre' }}</summary>
        <div class="plan-fields"><plan-field v-for="(field, name) in fields['plan-recu']" :key="name" v-bind="field" :path="'received.' + name" :shown="letter.values[name] ?? ''"></plan-field></div>
        <div class="facts-scroll" role="region" aria-label="Montants par créancier et par palier" tabindex="0">
          <table class="facts plan-letter">
            <caption class="visually-hidden">Montants par créancier et par palier</caption>
            <thead>
              <tr><th scope="col">Créancier</th><th v-for="palier in paliers" :key="palier.id" scope="col">Palier {{ palier.id }}
                <plan-field bare v-bind="fields['plan-recu-palier'].months" :label="'Durée du palier ' + palier.id" :path="'received_paliers.' + palier.id + '.months'" :shown="palier.values.months ?? ''"></plan-field></th>
                <th scope="col">Solde, taux, effacement</th></tr>
            </thead>
            <tbody v-for="debt in letter.debts" :key="debt.id">
              <tr><th scope="row">{{ debt.creditor }}</th>
                <td v-for="palier in paliers" :key="palier.id"><plan-field bare v-bind="fields['plan-recu-montant'].amount" :label="debt.creditor + ', palier ' + palier.id"
                    :path="'received_amounts.' + palier.id + '-' + debt.id + '.amount'" :shown="debt.amounts[palier.id]?.amount ?? ''"></plan-field></td>
                <td><button type="button" class="figure-link" :aria-expanded="opened[debt.id] ? 'true' : 'false'" @click="opened[debt.id] = !opened[debt.id]">{{ Object.keys(debt.values).length ? 'voir' : 'préciser' }}<span class="visually-hidden"> : {{ debt.creditor }}</span></button></td></tr>
              <tr v-if="opened[debt.id]" class="plan-set"><td :colspan="paliers.length + 2"><div class="plan-set-fields" role="group" :aria-label="'Plan reçu : ' + debt.creditor">
                <div v-for="(field, name) in fields['plan-recu-dette']" :key="name" class="plan-set-field"><plan-field v-bind="field" :path="'received_debts.' + debt.id + '.' + name" :shown="debt.values[name] ?? ''"></plan-field></div>
              </div></td></tr>
            </tbody>
          </table>
        </div>
        <p><button type="button" class="pcb-action secondary" @click="add">Ajouter un palier</button></p>
        </details>
        <plan-breaks :faults="[]" :broken="letter.broken" title="Ce que ce plan ne respecte pas"></plan-breaks>
        <plan-proof v-if="letter.proof" :proof="letter.proof" caption="Règles vérifiées sur le plan reçu"></plan-proof>
        <p v-else class="quiet">Rien n’est encore recopié : tapez la durée et les montants d’un palier.</p>
      </template>
    </section>
  `,
};
