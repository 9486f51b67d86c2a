"""The numbers of the law, with their dates and sources. ``law_on(day)`` gives what was in force on a day."""

from pcb.domain.law.law import Law, law_on
from pcb.domain.law.scales import FlatRate, ForfaitScale, Parameter, QuotiteScale, RsaScale

__all__ = ["FlatRate", "ForfaitScale", "Law", "Parameter", "QuotiteScale", "RsaScale", "law_on"]
