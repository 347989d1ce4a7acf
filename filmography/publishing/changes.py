"""Tells who wants to know that rows changed in a way that sends no signal of Django's own."""

from django.dispatch import Signal

# Both are sent in the transaction of the change, with the `pks` of the rows and the names of the
# `fields` that are written (None: the rows are new). What receivers of the first return is given
# to those of the second, as `before`.
rows_changing = Signal()
rows_changed = Signal()
