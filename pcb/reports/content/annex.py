"""The fixed texts of the annex that explains the capacité de remboursement."""

TITLE = "Annexe — Explication de la capacité de remboursement"
INTRODUCTION = (
    "Calcul au {day}, pour préparer le dossier. Lecture retenue : {reading}. La commission, puis le juge, décident. "
    "Chaque montant dit d’où il vient."
)
NOTICES = "À lire avant les chiffres"
MISSING = "Ce qui manque encore au calcul"
NOT_COMPUTED = "Ne peut pas encore être calculé."
WITH_PROOFS = (
    "Avec tous les justificatifs des charges, elle serait de {amount} par mois : ce que les papiers manquants changent."
)
