"""Facts and rules of budgets and over-indebtedness. Imports only the standard library, dateutil and pcb.errors."""
