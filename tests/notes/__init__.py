"""How one note is read: every sentence of FORMAT, as tables of cases."""
