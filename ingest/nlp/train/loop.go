package train

import (
	"math/rand/v2"
	"sync"

	"dateline/ingest/nlp/train/grad"
)

// loop goes through the examples again and again, in another order each time.
type loop struct {
	data   []example
	silver []example // each round but the last takes the next part of them
	part   int       // how many
	batch  int       // words
	rounds int
	rate   float64
}

// step computes the loss of a batch, summed over its words, and adds the gradient
// of its mean to the weights that it was built with.
type step func(t *grad.Tape, batch []*example, random *rand.Rand) float64

// workers is how many parts a batch is divided into. Each part is computed by a
// goroutine of its own with its own dropout; the number is fixed, so that the
// weights do not depend on the machine.
const workers = 2

// run trains the weights of set. build makes the network of a set of weights:
// it is called once for each worker and gives what computes its share.
func (l loop) run(set *grad.Params, build func(*grad.Params) step, report func(round int, loss float64)) {
	type worker struct {
		set    *grad.Params
		step   step
		tape   *grad.Tape
		random *rand.Rand
	}
	var team [workers]worker
	for i := range team {
		w := worker{set: set, tape: grad.NewTape(uint64(23 + i)), random: rand.New(rand.NewPCG(29, uint64(37+i)))}
		if i > 0 {
			w.set = set.Share()
		}
		w.step = build(w.set)
		team[i] = w
	}
	random := rand.New(rand.NewPCG(29, 31))
	rounds := make([][]*example, l.rounds)
	steps, done := 1, 0
	for round := range rounds {
		for i := range l.data {
			rounds[round] = append(rounds[round], &l.data[i])
		}
		if (round < l.rounds-1 || len(l.data) == 0) && len(l.silver) > 0 {
			for i := range l.part {
				rounds[round] = append(rounds[round], &l.silver[(round*l.part+i)%len(l.silver)])
			}
		}
		total := 0
		for _, ex := range rounds[round] {
			total += ex.words
		}
		steps += total / l.batch
	}
	for round, order := range rounds {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		loss, words := 0.0, 0
		for at := 0; at < len(order); {
			var parts [workers][]*example
			for i := range parts {
				for size := 0; at < len(order) && size < l.batch/workers; at++ {
					parts[i] = append(parts[i], order[at])
					size += order[at].words
					words += order[at].words
				}
			}
			var losses [workers]float64
			var all sync.WaitGroup
			for i := range team {
				if len(parts[i]) == 0 {
					continue
				}
				all.Go(func() {
					team[i].tape.Reset()
					losses[i] = team[i].step(team[i].tape, parts[i], team[i].random)
				})
			}
			all.Wait()
			for i := range team {
				loss += losses[i]
				if i > 0 {
					set.Collect(team[i].set)
				}
			}
			rate := l.rate * min(1, float64(done+1)/300) * max(0.02, 1-float64(done)/float64(steps))
			set.Step(rate, 1.0/workers)
			done++
		}
		report(round, loss/float64(words))
	}
}
