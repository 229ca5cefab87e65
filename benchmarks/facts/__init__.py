"""What facts beside the text bring and what they spoil, by leaving them out.

    python -m benchmarks.facts --data DATA [--reader NAME] [--count 250] [--write OUT] [--json]

The questions come from 2WikiMultihopQA's dev500, MetaQA's held-out fifth of templates and Text2KGBench's training
sentences about held-out entities (``benchmarks.sentences``); nothing of them is trained on. Each is asked through
the public stages: its facts are a graph of their own, the paths in it and its passages are the evidence, and the
answers are those of ``kgqa ask`` (``kgqa.pipelines.ask``) over exactly this evidence.

Groups: ``facts`` (the answer stands in the facts alone), ``passage`` (in the passage alone; asked again with ten
facts about other things and with ten other facts about the same thing), ``both`` (in both), ``contradiction`` (the
fact says something else than the passage) and ``neither``. ``both`` and ``contradiction`` are the questions of
``passage`` again.
"""
