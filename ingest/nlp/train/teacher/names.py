"""Teaches the pretrained encoder names and lets it label plain text anew.

A first teacher's labels are noisy, and each of its mistakes is another one; what a
large network learns from many of them, and from a treebank's names, is mostly right.

usage: names.py learn    --base DIR --out FILE --from SILVER.tsv.gz GOLD.tsv.gz...
       names.py annotate --model FILE IN.tsv.gz OUT.tsv.gz

The files hold a token and its label a line, with an empty line after each sentence, as
`dateline train --names` writes and reads them. The encoder is used as in teacher.py,
which stands beside this file and says what both need.
"""

import argparse
import gzip
import random
import time

import torch
from safetensors.torch import load_file
from torch import nn
from transformers import AutoConfig, AutoModel, AutoTokenizer

from teacher import SHAPES, batches, collate


def read(path):
    """Sentences as lists of columns with the form in place 1 and the label last."""
    with gzip.open(path, "rt", encoding="utf-8") as f:
        words = []
        for line in f:
            line = line.rstrip("\n")
            if line:
                form, label = line.split("\t")
                words.append(("", form, "", "X", label))
            else:
                yield words
                words = []


class Namer(nn.Module):
    def __init__(self, config, labels):
        super().__init__()
        self.encoder = AutoModel.from_config(config, add_pooling_layer=False, attn_implementation="eager")
        width, form = config.hidden_size, 32
        self.labels = labels
        self.shapes = nn.Embedding(SHAPES, form)
        self.inside = nn.Embedding(SHAPES, width)
        nn.init.zeros_(self.inside.weight)
        self.mix = nn.Parameter(torch.zeros(4))
        self.out = nn.Sequential(nn.Dropout(0.2), nn.Linear(width + form, 300), nn.GELU(), nn.Dropout(0.2),
                                 nn.Linear(300, len(labels)))

    def forward(self, batch):
        x = self.encoder.embeddings.word_embeddings(batch["pieces"]) + self.inside(batch["piece_shapes"])
        states = self.encoder(inputs_embeds=x, attention_mask=batch["mask"], output_hidden_states=True).hidden_states
        weights = torch.softmax(self.mix, 0)
        x = sum(w * s for w, s in zip(weights, states[-4:]))
        x = torch.einsum("bwp,bpd->bwd", batch["parts"].to(x.dtype), x)
        return self.out(torch.cat([x, self.shapes(batch["shapes"]).to(x.dtype)], -1)).float()


def learn(args):
    torch.manual_seed(7)
    dice = random.Random(7)
    silver = [s for s in read(args.silver) if len(s) <= 120]
    gold = [s for path in args.files for s in read(path) if len(s) <= 120]
    labels = ["O"] + sorted({c[4] for s in silver + gold for c in s} - {"O"})
    of = {c: i for i, c in enumerate(labels)}
    tokenizer = AutoTokenizer.from_pretrained(args.base)
    config = AutoConfig.from_pretrained(args.base)
    config.hidden_dropout_prob = config.attention_probs_dropout_prob = 0.0
    model = Namer(config, labels)
    model.encoder.load_state_dict(load_file(args.base + "/model.safetensors"), strict=False)
    model.encoder.embeddings.requires_grad_(False)
    slow = [p for n, p in model.named_parameters() if n.startswith("encoder.") and p.requires_grad]
    quick = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    optimizer = torch.optim.AdamW([{"params": slow, "lr": args.rate}, {"params": quick, "lr": 1e-3}],
                                  weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    data = silver + gold * args.repeat
    plan = batches(data, args.words, dice)
    steps, start, total, words = len(plan), time.time(), 0, 0
    scheduler = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda k: min(1, (k + 1) / 100) * max(0, 1 - k / steps) + 1e-3)
    print(f"{len(silver)} sentences of silver, {len(gold)} of gold, {steps} steps", flush=True)
    model.train()
    for k, part in enumerate(plan):
        part = [data[i] for i in part]
        batch = collate(tokenizer, part, [0] * len(part))
        want = torch.full(batch["shapes"].shape, -100)
        for i, s in enumerate(part):
            want[i, :len(s)] = torch.tensor([of[c[4]] for c in s])
        with torch.autocast("cpu", torch.bfloat16):
            scores = model(batch)
        loss = nn.functional.cross_entropy(scores.flatten(0, 1), want.flatten())
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        scheduler.step()
        optimizer.zero_grad()
        count = sum(len(s) for s in part)
        total += float(loss.detach()) * count
        words += count
        if k % 50 == 49:
            print(f"step {k + 1}/{steps} loss {total / words:.4f} {time.time() - start:.0f} s", flush=True)
            total = words = 0
    torch.save({"base": args.base, "labels": labels,
                "weights": {k: v.to(torch.bfloat16) for k, v in model.state_dict().items()}}, args.out)


def follows(labels):
    """Scores of label after label: 0 where names stay whole, else very low."""
    out = torch.full((len(labels), len(labels)), -1e4)
    for i, a in enumerate(labels):
        for j, b in enumerate(labels):
            open_, goes_on = a[0] in "BI", b[0] in "IL"
            if open_ == goes_on and (not open_ or a[1:] == b[1:]):
                out[i, j] = 0
    return out


def best(scores, allowed):
    """The best labels of each sentence of scores[sentence, word, label] (Viterbi)."""
    n, length, _ = scores.shape
    at, back = scores[:, 0] + allowed[0], []
    for i in range(1, length):
        top, where = (at[:, :, None] + allowed).max(1)
        back.append(where)
        at = top + scores[:, i]
    at = at + allowed[:, 0]
    out = [at.argmax(1)]
    for where in reversed(back):
        out.append(where.gather(1, out[-1][:, None])[:, 0])
    return torch.stack(out[::-1], 1)


def annotate(args):
    saved = torch.load(args.model)
    tokenizer = AutoTokenizer.from_pretrained(saved["base"])
    model = Namer(AutoConfig.from_pretrained(saved["base"]), saved["labels"])
    model.load_state_dict({k: v.float() for k, v in saved["weights"].items()})
    model.eval()
    sentences = list(read(args.files[0]))
    allowed = follows(model.labels)
    found, start = [None] * len(sentences), time.time()
    for b, ks in enumerate(batches([s[:300] for s in sentences], args.words)):
        part = [sentences[k][:300] for k in ks]
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            scores = torch.log_softmax(model(collate(tokenizer, part, [0] * len(part))), -1)
            # past the end of a sentence only "no name" is possible
            for i, s in enumerate(part):
                scores[i, len(s):, 1:] = -1e4
            labels = best(scores, allowed)
        for i, k in enumerate(ks):
            found[k] = [model.labels[c] for c in labels[i, :len(part[i])].tolist()]
        if b % 100 == 99:
            print(f"batch {b + 1}, {time.time() - start:.0f} s", flush=True)
    with gzip.GzipFile(args.files[1], "wb", mtime=0) as f:
        for s, labels in zip(sentences, found):
            labels += ["O"] * (len(s) - len(labels))
            f.write(("".join(f"{c[1]}\t{y}\n" for c, y in zip(s, labels)) + "\n").encode())


parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("what", choices=["learn", "annotate"])
parser.add_argument("files", nargs="+")
parser.add_argument("--base")
parser.add_argument("--model")
parser.add_argument("--out")
parser.add_argument("--silver")
parser.add_argument("--repeat", type=int, default=2, help="how often the gold is seen")
parser.add_argument("--words", type=int, default=1200, help="a batch's size")
parser.add_argument("--rate", type=float, default=1e-4)
parser.add_argument("--threads", type=int, default=2)
args = parser.parse_args()
torch.set_num_threads(args.threads)
learn(args) if args.what == "learn" else annotate(args)
