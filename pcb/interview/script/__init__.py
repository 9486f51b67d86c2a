"""The interview, one module a chapter; :mod:`pcb.interview.script.order` puts them in a row."""
