// Puts a blank form and its template in use, or tries them. Both travel in the body of one request, the template first,
// then a zero byte, then the PDF: never as a form, which the server would write to its disk.
export default {
  template: `
  <form class="pcb-form-upload" @submit.prevent="send('')" novalidate>
    <div class="pcb-field"><label class="pcb-label" for="form-pdf">Formulaire vierge, en PDF</label>
      <input id="form-pdf" ref="pdf" type="file" accept=".pdf,application/pdf" :aria-invalid="lacks === 'pdf' || null" :aria-describedby="lacks === 'pdf' ? 'form-told' : null"></div>
    <div class="pcb-field"><label class="pcb-label" for="form-toml">Modèle, en TOML</label>
      <input id="form-toml" ref="toml" type="file" accept=".toml,text/plain" :aria-invalid="lacks === 'toml' || null" :aria-describedby="lacks === 'toml' ? 'form-told' : null"></div>
    <div class="pcb-buttons">
      <button type="button" class="pcb-button" :disabled="busy" @click="send('/essai')">Essayer avec un ménage d’exemple</button>
      <button type="submit" class="pcb-button is-main" :disabled="busy">Mettre en service</button>
    </div>
    <p id="form-told" role="status" :class="{ 'pcb-error': wrong }">{{ told }}</p>
    <div v-if="faults.length" role="region" aria-label="Défauts du modèle" tabindex="0" class="pcb-faults">
      <ol><li v-for="(fault, rank) in faults" :key="rank">{{ fault }}</li></ol>
    </div>
    <div v-if="notes.length" role="region" aria-label="Rubriques sans case" tabindex="0" class="pcb-faults">
      <p>Ces rubriques n’ont pas toute leur place sur ce formulaire : une réponse y passerait à la feuille annexe.</p>
      <ul><li v-for="(note, rank) in notes" :key="rank">{{ note }}</li></ul>
    </div>
  </form>`,
  data() {
    return { busy: false, told: "", wrong: false, lacks: "", faults: [], notes: [] };
  },
  methods: {
    say(told, wrong, lacks = "") {
      this.told = told;
      this.wrong = wrong;
      this.lacks = lacks;
    },
    async send(action) {
      const pdf = this.$refs.pdf.files[0];
      const toml = this.$refs.toml.files[0];
      this.faults = [];
      this.notes = [];
      if (!pdf || !toml) {
        const lacks = pdf ? "toml" : "pdf";
        this.say(pdf ? "Choisissez le modèle." : "Choisissez le formulaire vierge.", true, lacks);
        this.$refs[lacks].focus();
        return;
      }
      this.busy = true;
      this.say(action ? "Essai en cours…" : "Vérification en cours…", false);
      try {
        const answer = await fetch(`/formulaire${action}`, {
          method: "POST",
          headers: { "Content-Type": "application/octet-stream", Accept: "application/json" },
          body: new Blob([toml, new Uint8Array([0]), pdf]),
        });
        if (answer.status === 401) return location.assign("/connexion");
        const said = await answer.json();
        if (said.state === "tried") return this.tried(said);
        if (said.state === "in use") return location.assign("/formulaire");
        this.faults = said.faults || [];
        this.say(said.sentence, true);
      } catch {
        this.say("Pas de réponse de l’application : rien n’a été déposé. Réessayez.", true);
      } finally {
        this.busy = false;
      }
    },
    tried(said) {
      this.notes = said.notes;
      const bytes = Uint8Array.from(atob(said.pdf), (letter) => letter.charCodeAt(0));
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([bytes], { type: "application/pdf" }));
      link.download = "essai-formulaire.pdf";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
      this.say("Essai rempli : il est dans vos téléchargements. Rien n’est encore en service.", false);
    },
  },
};
