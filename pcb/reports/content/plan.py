"""The fixed texts of the repayment plan on paper."""

TITLE = "Plan de remboursement"
NOT_DECIDED = (
    "Ce plan est une proposition préparée avec le Point conseil budget. Seuls les créanciers, la commission ou le juge "
    "peuvent décider : rien n’est dû selon ce papier tant qu’ils ne l’ont pas accepté ou imposé."
)
EACH_MONTH = "Ce que vous payez chaque mois"
EACH_MONTH_MEANS = (
    "Un palier est une période pendant laquelle vous payez la même somme tous les mois. Les sommes vont aux créanciers "
    "comme le dit le tableau « Palier par palier »."
)
DEBTS = "Dette par dette"
LEFT = "Ce qui n’est pas payé à la fin"
NOTHING_LEFT = "Toutes les dettes du plan sont payées."
PALIERS = "Palier par palier"
PROOF = "Vérification du plan"
PROOF_MEANS = (
    "Chaque règle a été revérifiée par un second calcul, indépendant de celui qui a construit le plan. « Impossible à "
    "vérifier » ne veut jamais dire « respecté »."
)
SCHEDULE = "Échéancier"
SCHEDULE_MEANS = (
    "Sur chaque ligne : dû après = dû avant + intérêts − versement × nombre de mois. Les mois sans intérêts où le "
    "versement ne change pas sont réunis sur une ligne."
)
NO_PLAN = "Aucun plan ne peut être construit"
BREAKS = "Ce que ce plan ne respecte pas"
SETTINGS = "Comment ce plan est fait"
