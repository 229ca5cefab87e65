"""Makes the reader's training files from public data: no-answer pairs, and questions over graph paths.

    python -m benchmarks.reader_data --data DATA --out runs/data

Every file is in the SQuAD layout, so that ``kgqa train reader`` reads it as any other.
"""
