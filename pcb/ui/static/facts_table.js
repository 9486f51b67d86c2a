// A table of text and amounts: one element for the whole table, whatever its length. Everything is text, never HTML.
// A cell is { text, note, badges: [{ text, level }], href, explain, links: [{ text, href }] }. See pcb/ui/tables.py.
export default {
  props: {
    caption: { type: String, required: true },
    columns: { type: Array, required: true },
    groups: { type: Array, required: true },
    empty: { type: String, default: "" },
    captionShown: { type: Boolean, default: true },
  },
  template: `
    <div class="facts-scroll" role="region" :aria-label="caption" tabindex="0">
      <table class="facts">
        <caption :class="{ 'visually-hidden': !captionShown }">{{ caption }}</caption>
        <thead>
          <tr>
            <th v-for="column in columns" :key="column.key" scope="col" :class="{ amount: column.amount, short: column.short }">{{ column.label }}</th>
          </tr>
        </thead>
        <tbody v-for="group in groups" :key="group.key">
          <tr v-if="group.title" class="group">
            <th :colspan="columns.length" scope="rowgroup">{{ group.title }}</th>
          </tr>
          <tr v-for="row in group.rows" :key="row.key" :class="row.level">
            <component :is="index === 0 ? 'th' : 'td'" v-for="(column, index) in columns" :key="column.key"
                :scope="index === 0 ? 'row' : null" :class="{ amount: column.amount, short: column.short }">
              <template v-if="row.cells[column.key]">
                <a v-if="row.cells[column.key].href" :href="row.cells[column.key].href">{{ row.cells[column.key].text }}</a>
                <button v-else-if="row.cells[column.key].explain" type="button" class="figure-link"
                  :data-explain="row.cells[column.key].explain" aria-haspopup="dialog">{{ row.cells[column.key].text }}</button>
                <span v-else-if="row.cells[column.key].text">{{ row.cells[column.key].text }}</span>
                <ul v-if="row.cells[column.key].links" class="inline-links">
                  <li v-for="(link, number) in row.cells[column.key].links" :key="number"><a :href="link.href">{{ link.text }}</a></li>
                </ul>
                <span v-for="badge in row.cells[column.key].badges || []" :key="badge.text" class="status-badge"
                  :class="badge.level">{{ badge.text }}</span>
                <span v-if="row.cells[column.key].note" class="cell-note">{{ row.cells[column.key].note }}</span>
              </template>
            </component>
          </tr>
        </tbody>
        <tbody v-if="empty && !groups.length">
          <tr><td :colspan="columns.length" class="nothing">{{ empty }}</td></tr>
        </tbody>
      </table>
    </div>
  `,
};
