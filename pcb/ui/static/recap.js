// What was said and what is missing; every line is a link to its field.
export default {
  template: `
  <div>
    <section v-if="notices.length" aria-labelledby="recap-notices">
      <h2 id="recap-notices">À vérifier</h2>
      <ul class="pcb-lines"><li v-for="notice in notices" :key="notice[1]"><a :href="notice[1]" class="pcb-line-title">{{ notice[0] }}</a></li></ul>
    </section>
    <section aria-labelledby="recap-missing">
      <h2 id="recap-missing">Ce qui manque</h2>
      <p v-if="!missing.length" class="pcb-empty">Toutes les questions essentielles ont une réponse.</p>
      <details v-else class="pcb-more"><summary>{{ count }} {{ count > 1 ? 'réponses essentielles manquent' : 'réponse essentielle manque' }}</summary>
        <template v-for="section in missing" :key="section[0] + section[1][0][2]">
          <h3>{{ section[0] }}</h3>
          <ul><li v-for="entry in section[1]" :key="entry[2]"><a :href="entry[2]">{{ entry[0] }}</a></li></ul>
        </template>
      </details>
    </section>
    <section aria-labelledby="recap-said">
      <h2 id="recap-said">Ce qui a été dit</h2>
      <p v-if="!sections.length" class="pcb-empty">Rien n’a encore été noté.</p>
      <template v-for="section in sections" :key="section[0] + section[1][0][2]">
        <h3>{{ section[0] }}</h3>
        <dl class="pcb-recap">
          <div v-for="entry in section[1]" :key="entry[2]"><dt><a :href="entry[2]">{{ entry[0] }}</a></dt><dd>{{ entry[1] }}</dd></div>
        </dl>
      </template>
    </section>
  </div>`,
  props: { notices: Array, missing: Array, sections: Array },
  computed: {
    count() {
      return this.missing.reduce((sum, section) => sum + section[1].length, 0);
    },
  },
};
