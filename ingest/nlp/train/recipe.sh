#!/usr/bin/env bash
# Makes all models again: what a teacher is to annotate, the teacher, what it
# annotates, and the models that learn from it. Takes hours; docs/models.md says what
# of. Needs Go, and Python with torch, transformers, safetensors and spacy; the
# program needs none of them.
#
# usage: recipe.sh DATA ENCODER NAMES WORK
#   DATA     folder with ud-ewt, gum, current-events, wikinews, masc
#   ENCODER  folder of the pretrained encoder (all-MiniLM-L6-v2)
#   NAMES    folder or package of the teacher of names (en_core_web_md)
#   WORK     folder for what is made on the way
set -euo pipefail
data=$(realpath "$1") encoder=$2 names=$3 work=$(realpath -m "$4")
cd "$(dirname "$0")/../../.."
mkdir -p "$work"
export OMP_NUM_THREADS=1 # one thread: the same sums in the same order
go build -o "$work/dateline" ./cmd/dateline
"$work/dateline" train --data "$data" --words "$work/words.conllu.gz"
teacher=ingest/nlp/train/teacher/teacher.py
python3 $teacher learn --threads 1 --base "$encoder" --out "$work/teacher.pt" \
	"$data/ud-ewt/en_ewt-ud-train.conllu.gz" "$data/gum/gum-train.conllu.gz"
python3 $teacher annotate --threads 1 --model "$work/teacher.pt" "$work/words.conllu.gz" "$work/silver.conllu.gz"
"$work/dateline" train --data "$data" --silver "$work/silver.conllu.gz" --out ingest/nlp
python3 ingest/nlp/train/nametrain/teacher.py "$names" "$work/names.jsonl.gz" \
	"$data/wikinews/wikinews.jsonl.gz" "$data/current-events/current-events.jsonl.gz"
"$work/dateline" train --data "$data" --names "$work/names.jsonl.gz" --out ingest/nlp
go build -o "$work/dateline" ./cmd/dateline # with the new models built in
"$work/dateline" train --data "$data" --coref ingest/resolve/coref.model
