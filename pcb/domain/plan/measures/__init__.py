"""La comparaison : the measures that may be taken for one household, side by side, in the order of the law.

No measure is ranked: :func:`compare` says which legal conditions are met, what each would cost and change, and what
would make it fail. The counsellor marks the one to pursue.
"""

from pcb.domain.plan.measures.compare import Comparison, compare
from pcb.domain.plan.measures.measure import Ficp, Figures, Measure, MeasureKind

__all__ = ["Comparison", "Ficp", "Figures", "Measure", "MeasureKind", "compare"]
