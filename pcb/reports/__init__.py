"""Facts in, bytes out: tagged PDF (PDF/UA-1 and PDF/A-2a). What is said stands in ``content`` and in one module a
document; how it looks in :mod:`pcb.reports.render` and its neighbours."""
