"""Ordinary questions over ordinary documents: house rules, minutes, manuals, lives, policies.

The documents and questions of ``sets`` were written for this by people who saw no code of kgqa, with the answers; the
things and persons in them are made up. Sets a, b and c have been looked at since; d was asked once everything was
chosen.
"""
