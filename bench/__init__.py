"""The benchmarks: `python -m bench [hello] [pages] [vote] [storm]`, or `make bench BENCH="storm pages"`.

The speed of a machine drifts, so what counts is ratios taken in one run: cases are interleaved, round by round, with a
bare Flask page and a raw commit as the measures. The absolute figures stand beside them.
"""
