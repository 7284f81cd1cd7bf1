"""Teaches a large network tags and dependencies and lets it annotate plain text.

The networks that ship are small and fast; they learn more from a lot of text that
a slow and accurate network annotated than from treebanks alone. Only making the
models again needs this file; building, testing and running the program do not.

usage: teacher.py learn    --base DIR --out FILE TREEBANK.conllu.gz...
       teacher.py annotate --model FILE IN.conllu.gz OUT.conllu.gz
       teacher.py score    --model FILE TREEBANK.conllu.gz...

DIR is the folder of a pretrained encoder, MiniLM (Wang et al. 2020) or a larger one. On top of it
each word is scored as the head of every other (Dozat and Manning 2017), each arc
gets a relation and each word a pair of tags. The encoder knows no capitals, so the
shape of each word goes in beside it, in the dress of a headline now and then.
IN holds words and sentences only. Needs torch, transformers and safetensors; docs/models.md has versions.
"""

import argparse
import gzip
import itertools
import math
import random
import time

import torch
from safetensors.torch import load_file
from torch import nn
from transformers import AutoConfig, AutoModel, AutoTokenizer

SHAPES = 8  # none, small, capital, capitals, mixed, number, mark, capital at the start


def read(path, without=None):
    """Sentences of a CoNLL-U file as lists of columns; ranges, empty nodes and the
    documents whose name holds the word without are left out."""
    with gzip.open(path, "rt", encoding="utf-8") as f:
        words, skip = [], False
        for line in f:
            line = line.rstrip("\n")
            if line.startswith("# newdoc"):
                skip = bool(without) and without in line
            if line[:1].isdigit():
                c = line.split("\t")
                if c[0].isdigit() and not skip:
                    words.append(c)
            elif not line and words:
                yield words
                words = []
        if words:
            yield words


def shape(form, first):
    if not any(c.isalnum() for c in form):
        return 6
    if not any(c.isalpha() for c in form):
        return 5
    if form.islower():
        return 1
    if form.isupper() and len(form) > 1:
        return 3
    if form[0].isupper() and (len(form) == 1 or form[1:].islower()):
        return 7 if first else 2
    return 4


def dress(words, style):
    """Shapes of the words of a sentence; style 1 is a headline, 2 is capitals."""
    out = []
    for i, c in enumerate(words):
        form = c[1]
        if style == 2:
            form = form.upper()
        elif style == 1 and c[3] not in ("ADP", "DET", "CCONJ", "PART"):
            form = form[:1].upper() + form[1:]
        out.append(shape(form, i == 0))
    return out


class Teacher(nn.Module):
    def __init__(self, config, classes, deps):
        super().__init__()
        self.encoder = AutoModel.from_config(config, add_pooling_layer=False, attn_implementation="eager")
        width, arc, rel, form = config.hidden_size, 400, 200, 32
        self.classes, self.deps = classes, deps
        self.shapes = nn.Embedding(SHAPES, form)
        self.inside = nn.Embedding(SHAPES, width)
        nn.init.zeros_(self.inside.weight)
        self.mix = nn.Parameter(torch.zeros(4))
        self.root = nn.Parameter(torch.randn(width + form) * 0.02)
        self.drop = nn.Dropout(0.2)
        tall = width + form

        def mlp(n):
            return nn.Sequential(nn.Linear(tall, n), nn.GELU(), nn.Dropout(0.33))

        self.tag = nn.Sequential(mlp(300), nn.Linear(300, len(classes)))
        self.arc_dep, self.arc_head = mlp(arc), mlp(arc)
        self.rel_dep, self.rel_head = mlp(rel), mlp(rel)
        self.arc = nn.Linear(arc, arc)
        self.arc_bias = nn.Linear(arc, 1, bias=False)
        self.rel = nn.Parameter(torch.randn(len(deps), rel, rel) * 0.01)
        self.rel_dep_out, self.rel_head_out = nn.Linear(rel, len(deps)), nn.Linear(rel, len(deps))

    def forward(self, batch):
        x = self.encoder.embeddings.word_embeddings(batch["pieces"]) + self.inside(batch["piece_shapes"])
        states = self.encoder(inputs_embeds=x, attention_mask=batch["mask"], output_hidden_states=True).hidden_states
        weights = torch.softmax(self.mix, 0)
        x = sum(w * s for w, s in zip(weights, states[-4:]))
        # A word is the mean of its pieces.
        x = torch.einsum("bwp,bpd->bwd", batch["parts"].to(x.dtype), x)
        x = torch.cat([x, self.shapes(batch["shapes"]).to(x.dtype)], -1)
        tags = self.tag(self.drop(x))
        x = torch.cat([self.root.to(x.dtype).expand(x.shape[0], 1, -1), x], 1)
        x = self.drop(x)
        h = self.arc_head(x)
        arcs = self.arc(self.arc_dep(x)) @ h.transpose(1, 2) / 20 + self.arc_bias(h).transpose(1, 2)
        arcs = arcs.float().masked_fill(~batch["rows"][:, None, :], -1e4)
        arcs = arcs.masked_fill(torch.eye(arcs.shape[1], dtype=torch.bool), -1e4)
        return tags.float(), arcs, self.rel_dep(x), self.rel_head(x)

    def relations(self, dep, head, heads):
        """Scores of the relations of each row to its head."""
        head = torch.gather(head, 1, heads[..., None].expand(-1, -1, head.shape[-1]))
        both = torch.einsum("bwi,rij,bwj->bwr", dep, self.rel.to(dep.dtype), head)
        return (both + self.rel_dep_out(dep) + self.rel_head_out(head)).float()


def collate(tokenizer, sentences, styles):
    """Arrays of a batch of sentences."""
    coded = tokenizer([[c[1] for c in s] for s in sentences], is_split_into_words=True,
                      truncation=True, max_length=504, padding=True, pad_to_multiple_of=8, return_tensors="pt")
    n, pieces = coded["input_ids"].shape
    longest = bucket(1 + max(len(s) for s in sentences)) - 1  # the root comes before them
    parts = torch.zeros(n, longest, pieces)
    shapes = torch.zeros(n, longest, dtype=torch.long)
    piece_shapes = torch.zeros(n, pieces, dtype=torch.long)
    rows = torch.zeros(n, longest + 1, dtype=torch.bool)
    for i, s in enumerate(sentences):
        looks = dress(s, styles[i])
        shapes[i, :len(s)] = torch.tensor(looks)
        rows[i, :len(s) + 1] = True
        for p, w in enumerate(coded.word_ids(i)):
            if w is not None:
                parts[i, w, p] = 1
                piece_shapes[i, p] = looks[w]
    parts /= parts.sum(-1, keepdim=True).clamp(min=1)
    return {"pieces": coded["input_ids"], "mask": coded["attention_mask"], "parts": parts,
            "shapes": shapes, "piece_shapes": piece_shapes, "rows": rows}


def bucket(n):
    """Lengths are rounded up: the matrix library prepares itself anew for every size it meets."""
    return (n + 7) // 8 * 8


def batches(sentences, words, shuffle=None):
    """Numbers of sentences of like length, so many pieces at a time with the padding counted."""
    groups = {}
    order = list(range(len(sentences)))
    if shuffle:
        shuffle.shuffle(order)
    for k in order:
        groups.setdefault(bucket(2 + sum(1 + len(c[1]) // 7 for c in sentences[k])), []).append(k)
    out = []
    for length, ks in sorted(groups.items()):
        n = max(1, words // length)
        out += [ks[i:i + n] for i in range(0, len(ks), n)]
    if shuffle:
        shuffle.shuffle(out)
    return out


def learn(args):
    torch.manual_seed(7)
    dice = random.Random(7)
    data = [s for path in args.files for s in read(path, args.without) if len(s) <= 150]
    classes = sorted({c[3] + " " + c[4] for s in data for c in s})
    deps = sorted({c[7] for s in data for c in s})
    tokenizer = AutoTokenizer.from_pretrained(args.base)
    config = AutoConfig.from_pretrained(args.base)
    # Dropout is dear on a processor, and the heads have theirs.
    config.hidden_dropout_prob = config.attention_probs_dropout_prob = 0.0
    model = Teacher(config, classes, deps)
    weights = load_file(args.base + "/model.safetensors")
    print("not in the encoder's file:", model.encoder.load_state_dict(weights, strict=False).missing_keys, flush=True)
    tag_of, dep_of = {c: i for i, c in enumerate(classes)}, {d: i for i, d in enumerate(deps)}
    model.encoder.embeddings.requires_grad_(False)
    slow = [p for n, p in model.named_parameters() if n.startswith("encoder.") and p.requires_grad]
    quick = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    optimizer = torch.optim.AdamW([{"params": slow, "lr": args.rate}, {"params": quick, "lr": 1.5e-3}],
                                  weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    steps = args.rounds * len(batches(data, args.words))
    plan = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda k: min(1, (k + 1) / 150) * max(0, 1 - k / steps) + 1e-3)
    done, start = 0, time.time()
    for r in range(args.rounds):
        model.train()
        total = words = 0
        for ks in batches(data, args.words, dice):
            part = [data[k] for k in ks]
            styles = [dice.choices((0, 1, 2), (89, 7, 4))[0] for _ in part]
            batch = collate(tokenizer, part, styles)
            n, w = batch["shapes"].shape
            tags = torch.full((n, w), -100)
            heads = torch.full((n, w + 1), -100)
            rels = torch.full((n, w + 1), -100)
            for i, s in enumerate(part):
                tags[i, :len(s)] = torch.tensor([tag_of[c[3] + " " + c[4]] for c in s])
                heads[i, 1:len(s) + 1] = torch.tensor([int(c[6]) for c in s])
                rels[i, 1:len(s) + 1] = torch.tensor([dep_of[c[7]] for c in s])
            with torch.autocast("cpu", torch.bfloat16):
                t, a, d, h = model(batch)
                rel = model.relations(d, h, heads.clamp(min=0))
            loss = (nn.functional.cross_entropy(t.flatten(0, 1), tags.flatten())
                    + nn.functional.cross_entropy(a.flatten(0, 1), heads.flatten())
                    + nn.functional.cross_entropy(rel.flatten(0, 1), rels.flatten()))
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            plan.step()
            optimizer.zero_grad()
            count = sum(len(s) for s in part)
            total += float(loss.detach()) * count
            words += count
            done += 1
            if done % 50 == 0:
                print(f"step {done}/{steps} loss {total / words:.4f} {time.time() - start:.0f} s", flush=True)
        print(f"round {r + 1}: loss {total / words:.4f}, {time.time() - start:.0f} s", flush=True)
        torch.save({"base": args.base, "classes": classes, "deps": deps,
                    "weights": {k: v.to(torch.bfloat16) for k, v in model.state_dict().items()}}, args.out)
        for path in args.check or []:
            print(path, measure(model, tokenizer, list(read(path))), flush=True)


def load(path):
    saved = torch.load(path)
    model = Teacher(AutoConfig.from_pretrained(saved["base"]), saved["classes"], saved["deps"])
    model.load_state_dict({k: v.float() for k, v in saved["weights"].items()})
    return model, AutoTokenizer.from_pretrained(saved["base"])


SOFT = 4  # how many of the likeliest tags, heads and relations of a word are kept


def likeliest(scores):
    """The SOFT best columns of rows of scores with their probabilities in hundredths."""
    p, best = torch.softmax(scores, -1).topk(min(SOFT, scores.shape[-1]))
    return (100 * p).round().int().tolist(), best.tolist()


def analyse(model, tokenizer, sentences, words=3000):
    """Tags, heads and relations of each sentence, and what else they might be, batch by batch."""
    model.eval()
    for ks in batches(sentences, words):
        part = [sentences[k] for k in ks]
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            t, a, d, h = model(collate(tokenizer, part, [0] * len(part)))
            tags, heads = t.argmax(-1), torch.zeros(a.shape[:2], dtype=torch.long)
            for i, k in enumerate(ks):
                n = len(part[i])
                heads[i, 1:n + 1] = torch.tensor(tree(torch.log_softmax(a[i, :n + 1, :n + 1], -1)))
            rels = model.relations(d, h, heads)
            rel = rels.argmax(-1)
            maybe = [likeliest(x) for x in (t, a[:, 1:], rels[:, 1:])]
        for i, k in enumerate(ks):
            n = len(part[i])
            soft = [[[(c, q) for q, c in zip(*w) if q] for w in zip(p[i][:n], best[i][:n])] for p, best in maybe]
            yield k, ([model.classes[c] for c in tags[i, :n].tolist()], heads[i, 1:n + 1].tolist(),
                      [model.deps[c] for c in rel[i, 1:n + 1].tolist()], list(zip(*soft)))


def measure(model, tokenizer, sentences):
    n = right = tag = fine = attached = 0
    for k, (tags, heads, deps, _) in analyse(model, tokenizer, sentences):
        for c, t, h, d in zip(sentences[k], tags, heads, deps):
            n += 1
            upos, xpos = t.split(" ")
            tag += upos == c[3]
            fine += xpos == c[4]
            attached += h == int(c[6])
            right += h == int(c[6]) and d.split(":")[0] == c[7].split(":")[0]
    return f"words {n} UPOS {tag / n:.4f} XPOS {fine / n:.4f} UAS {attached / n:.4f} LAS {right / n:.4f}"


def tree(scores):
    """The best tree of scores[dependent, head], row and column 0 the root, with one
    word on the root: heads of the words (Chu and Liu 1965, Edmonds 1967)."""
    n = scores.shape[0]
    scores = scores.clone()
    scores.fill_diagonal_(-math.inf)
    heads = arborescence(scores)
    if (heads[1:] == 0).sum() > 1:
        # Each word in turn as the only one on the root; the best of the trees wins.
        best, top = None, -math.inf
        for word in scores[1:, 0].topk(min(n - 1, 5)).indices + 1:
            one = scores.clone()
            one[:, 0] = -1e4
            one[word, 0] = scores[word, 0]
            found = arborescence(one)
            total = one[torch.arange(1, n), found[1:]].sum()
            if total > top:
                best, top = found, total
        heads = best
    return heads[1:].tolist()


def arborescence(scores):
    """The best spanning tree that hangs on node 0."""
    heads = scores.argmax(1)
    heads[0] = 0
    cycle = loop_of(heads)
    if not cycle:
        return heads
    # The cycle becomes one node, which is entered and left where that costs least.
    n = scores.shape[0]
    inside = torch.zeros(n, dtype=torch.bool)
    inside[cycle] = True
    rest = torch.nonzero(~inside).flatten()
    members = torch.nonzero(inside).flatten()
    kept = scores[members, heads[members]]
    entry = scores[members][:, rest] - kept[:, None]
    small = torch.full((len(rest) + 1, len(rest) + 1), -math.inf)
    small[:-1, :-1] = scores[rest][:, rest]
    small[-1, :-1], into = entry.max(0)
    small[:-1, -1], out = scores[rest][:, members].max(1)
    found = arborescence(small)
    for k, h in enumerate(found[:-1]):
        if k:
            heads[rest[k]] = members[out[k]] if h == len(rest) else rest[h]
    broken = into[found[-1]]
    heads[members[broken]] = rest[found[-1]]
    return heads


def loop_of(heads):
    """Nodes of a cycle, empty if there is none."""
    seen = [0] * len(heads)
    links = heads.tolist()
    for start in range(1, len(links)):
        path, at = [], start
        while at and not seen[at]:
            seen[at] = start
            path.append(at)
            at = links[at]
        if at and seen[at] == start:
            return path[path.index(at):]
    return []


def annotate(args):
    """So many sentences at a time, so that memory does not grow with the text."""
    model, tokenizer = load(args.model)
    start, words, chunk = time.time(), 0, 20000
    source = (s for s in read(args.files[0]) if len(s) <= 100)
    with gzip.open(args.files[1], "wt", encoding="utf-8", compresslevel=6) as f:
        while sentences := list(itertools.islice(source, chunk)):
            found = dict(analyse(model, tokenizer, sentences))
            for k, s in enumerate(sentences):
                for c, t, h, d, soft in zip(s, *found[k]):
                    upos, xpos = t.split(" ")
                    f.write(f"{c[0]}\t{c[1]}\t_\t{upos}\t{xpos}\t_\t{h}\t{d}\t_\t{misc(model, soft)}\n")
                f.write("\n")
            words += sum(map(len, sentences))
            print(f"{words} words, {time.time() - start:.0f} s", flush=True)


def misc(model, soft):
    """What a word might be, in the last column: tags, heads and relations to the head
    that was chosen, each with its probability in hundredths. What is sure is left out."""
    tags, heads, deps = soft
    fields = (("Tags", tags, lambda c: model.classes[c].replace(" ", "/")), ("Heads", heads, str),
              ("Deps", deps, lambda c: model.deps[c]))
    out = [f"{name}=" + ",".join(f"{show(c)}>{q}" for c, q in found)
           for name, found, show in fields if found[0][1] < 99]
    return "|".join(out) or "_"


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("what", choices=("learn", "annotate", "score"))
    p.add_argument("files", nargs="+")
    p.add_argument("--base", help="folder of the pretrained encoder")
    p.add_argument("--model", help="the teacher's weights")
    p.add_argument("--out", help="where to write them")
    p.add_argument("--without", help="leave out documents whose name holds this word")
    p.add_argument("--check", action="append", help="a treebank to measure after each round")
    p.add_argument("--rounds", type=int, default=3)
    p.add_argument("--words", type=int, default=1500, help="of a step")
    p.add_argument("--rate", type=float, default=1.5e-4)
    p.add_argument("--threads", type=int, default=2)
    args = p.parse_args()
    torch.set_num_threads(args.threads)
    if args.what == "learn":
        learn(args)
    elif args.what == "annotate":
        annotate(args)
    else:
        model, tokenizer = load(args.model)
        for path in args.files:
            print(path, measure(model, tokenizer, list(read(path))), flush=True)


main()
