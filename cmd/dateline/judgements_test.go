package main

import (
	"strings"
	"testing"
)

// FuzzJudgements: any bytes give judgements that are whole, or an error that names the file.
func FuzzJudgements(f *testing.F) {
	for _, s := range []string{
		`{"verdict":"same_as","a":"x/e1","b":"y/e1","by":"anna","at":"2021-06-01T00:00:00Z"}`,
		`{"verdict":"renamed","a":"x/e1","name":"Osk","by":"anna","at":"2021-06-01T00:00:00Z"}`,
		`{"verdict":"perhaps","a":"x"}`, `{`, `[]`, `{"verdict":"renamed","a":"x/e1","by":"anna"}`, "",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		js, err := readJudgements(strings.NewReader(text), "file")
		if err != nil {
			if !strings.Contains(err.Error(), "file") {
				t.Errorf("the error does not name the file: %v", err)
			}
			return
		}
		for _, j := range js {
			if err := j.Valid(); err != nil {
				t.Error(err)
			}
		}
	})
}
