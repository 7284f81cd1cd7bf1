package resolve

import (
	_ "embed"
	"sync"

	"dateline/ingest/nlp/linear"
)

//go:embed coref.model
var packed []byte

// weights are the ranker's, one for each feature number.
var weights = sync.OnceValue(func() []int8 {
	r, err := linear.NewReader(packed)
	if err != nil {
		panic(err) // the model is part of the program; a test reads it
	}
	b := r.Raw()
	w := make([]int8, Width)
	for i := range min(len(b), Width) {
		w[i] = int8(b[i])
	}
	return w
})
