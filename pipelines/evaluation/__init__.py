"""The job ``evaluate``: one honest ruler."""
