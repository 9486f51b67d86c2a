"""The fixed texts of the annex that explains the capacité de remboursement."""

TITLE = "Annexe — Explication de la capacité de remboursement"
INTRODUCTION = (
    "Calcul au {day}, pour préparer le dossier. {reading}. La commission, puis le juge, décident. Chaque montant dit "
    "d’où il vient : les numéros entre crochets renvoient aux sources, à la fin de cette annexe."
)
NOTICES = "À lire avant les chiffres"
MISSING = "Ce qui manque encore au calcul"
NOT_COMPUTED = "Ne peut pas encore être calculé : voir plus haut ce qui manque."
KNOWN_ONLY = "Reste calculé sur les seuls montants connus : il en manque, voir plus haut."
NO_LINE = "Aucune ligne connue."
IN_HAND = "Avec les papiers vus à ce jour"
IN_HAND_MEANS = "les charges dont le justificatif n’a pas été vu ne sont pas retenues, ou le sont au forfait"
ALL_BROUGHT = "Si tous les papiers étaient apportés"
ALL_BROUGHT_MEANS = "chaque charge notée aurait son justificatif ; le calcul est plus loin"
SAME = "même montant : les papiers qui manquent encore n’y changent rien"
UNOFFICIAL = "Ces montants reposent sur des valeurs non officielles, nommées dans l’encadré ci-dessus : à confirmer."
