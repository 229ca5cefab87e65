"""Questions written by a network: taught to ask for a marked answer, then kept where readers find that answer.

    python -m benchmarks.reader_data.written --data DATA --paired pseudo.json --out written.json

One BERT writes, reading the passage in both directions and the question from left to right (UniLM; Dong et al. 2019).
What two readers do not find again is left out (round-trip consistency; Alberti et al. 2019). Passages are of training
parts alone: SQuAD's, NQ-Open's and ReQA's, and of hotpotqa and 2wikimultihopqa those that no question beside the
training ones was given.
"""
