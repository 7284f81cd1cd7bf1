package event

import "testing"

func TestPast(t *testing.T) {
	w, err := loadWords()
	if err != nil {
		t.Fatal(err)
	}
	for lemma, want := range map[string]pastForms{
		"win": {"won", "won"}, "choose": {"chose", "chosen"}, "use": {"used", "used"},
		"stop": {"stopped", "stopped"}, "visit": {"visited", "visited"}, "carry": {"carried", "carried"},
		"play": {"played", "played"}, "refer": {"referred", "referred"}, "shut_down": {"shut down", "shut down"},
		"fix": {"fixed", "fixed"}, "panic": {"panicked", "panicked"},
		"cover": {"covered", "covered"}, "re-elect": {"re-elected", "re-elected"}, "remain": {"remained", "remained"},
		"agree": {"agreed", "agreed"}, "go": {"went", "gone"}, "edge_out": {"edged out", "edged out"}, "x": {"xed", "xed"},
	} {
		if got := w.past(lemma); got != want {
			t.Errorf("%s: %v, want %v", lemma, got, want)
		}
	}
}
