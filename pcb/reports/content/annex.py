"""The fixed texts of the annex that explains the capacité de remboursement."""

TITLE = "Annexe — Explication de la capacité de remboursement"
INTRODUCTION = (
    "Calcul au {day}, pour préparer le dossier. Lecture retenue : {reading}. La commission, puis le juge, décident. "
    "Chaque montant dit d’où il vient."
)
NOTICES = "À lire avant les chiffres"
MISSING = "Ce qui manque encore au calcul"
NOT_COMPUTED = "Ne peut pas encore être calculé : voir plus haut ce qui manque."
KNOWN_ONLY = "Reste calculé sur les seuls montants connus : il en manque, voir plus haut."
NO_LINE = "Aucune ligne connue."
WITH_PROOFS = (
    "Avec tous les justificatifs des charges, elle serait de {amount} par mois : ce que les papiers manquants changent."
)
