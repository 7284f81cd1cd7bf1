// Package neural computes small neural networks over the words of sentences. It
// takes numbers that describe words and gives vectors; package train finds the
// weights, and the stages tag and parse say what goes in and what the vectors
// mean.
package neural
