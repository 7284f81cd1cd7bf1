package polnear

import (
	"testing"

	"dateline/ingest/nlp"
)

const text = "Zoë said it’s late, and left. Bo denied it."

const ann = "T1\tSource 0 3\tZoë\nT2\tCue 4 8\tsaid\nT3\tContent 9 18\tit’s late\nT4\tAttribution 4 8\tsaid\n" +
	"E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n" +
	"T5\tSource 30 32\tBo\nT6\tCue 33 39\tdenied\nT7\tContent 40 42\tit\nE2\tAttribution:T6 Source:T5 Cue:T6 Content:T7\n"

func TestRead(t *testing.T) {
	gold, err := Read(text, ann)
	if err != nil {
		t.Fatal(err)
	}
	if len(gold) != 2 {
		t.Fatalf("%d attributions, want 2", len(gold))
	}
	// Characters become bytes: ë has two, ’ three.
	if s := gold[0].Content[0]; text[s.Start:s.End] != "it’s late" {
		t.Errorf("content %q", text[s.Start:s.End])
	}
	if s := gold[1].Source[0]; text[s.Start:s.End] != "Bo" {
		t.Errorf("source %q", text[s.Start:s.End])
	}
	if _, err := Read("ab", "T1\tCue 0 9\tx\n"); err == nil {
		t.Error("a span behind the end of the text is no error")
	}
}

func TestCompare(t *testing.T) {
	gold, _ := Read(text, ann)
	first := nlp.Attribution{CueToken: 1, Source: nlp.Span{Start: 0, End: 4}, Cue: nlp.Span{Start: 5, End: 9},
		Content: []nlp.Span{{Start: 10, End: 20}}, Within: -1}
	wrong := nlp.Attribution{CueToken: 9, Source: nlp.Span{Start: 0, End: 4}, Cue: nlp.Span{Start: 27, End: 31}, Within: -1}
	nested := nlp.Attribution{CueToken: 3, Cue: nlp.Span{Start: 10, End: 12}, Within: 0}
	s := Compare(gold, []nlp.Attribution{first, wrong, nested})
	for _, x := range []struct {
		name string
		got  Count
		want Count
	}{
		{"source", s.Source, Count{2, 2, 1}},
		{"cue", s.Cue, Count{2, 2, 1}},
		{"content", s.Content, Count{2, 1, 1}},
		{"linked", s.Linked, Count{2, 2, 1}},
	} {
		if x.got != x.want {
			t.Errorf("%s: %v, want %v", x.name, x.got, x.want)
		}
	}
	if f := s.Cue.F1(); f != 0.5 {
		t.Errorf("F1 %v, want 0.5", f)
	}
}
