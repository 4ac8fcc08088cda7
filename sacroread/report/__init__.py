"""From estimates to paper: dossier, tables, figures."""
