"""The network that reads: a BERT, its inputs and logits, spans out of these; what is attached to it or cut out."""
