"""Compares NumPy's view of a dataset with the JSON lines beside it: python3 compare.py FOLDER"""
import json
import sys

import numpy

folder = sys.argv[1]
for split in ("train", "validation"):
    rows = [json.loads(line) for line in open(f"{folder}/sequences-{split}.jsonl")]
    tokens = numpy.load(f"{folder}/pages-{split}.npy", mmap_mode="r")
    loss = numpy.load(f"{folder}/pages-{split}.loss.npy", mmap_mode="r")
    ends = numpy.load(f"{folder}/pages-{split}.documents.npy", mmap_mode="r")
    assert tokens.shape == loss.shape and len(tokens) == len(rows), tokens.shape
    assert tokens.tolist() == [row["input_ids"] for row in rows]
    assert loss.tolist() == [row["attention_mask"] for row in rows]
    assert (ends[-1] if len(ends) else 0) == tokens.size and (numpy.diff(ends.astype(numpy.int64)) > 0).all()
    print(f"numpy {numpy.__version__}: {split}, {tokens.shape[0]} rows of {tokens.shape[1]} ids agree")
