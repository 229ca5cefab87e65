"""Ordinary questions over ordinary documents: house rules, minutes, manuals, lives, policies.

The documents of ``sets`` and the questions with their answers were written for this without a look at kgqa's code; the
things and persons in them are made up. Sets a, b and c have been looked at since; d was asked once everything was
chosen.
"""
