// Package train makes the models of the stages token, tag and parse from
// treebanks in CoNLL-U. It takes sentences and gives models; cmd/dateline train
// reads and writes the files. The same treebanks give the same bytes.
package train
