package main

import (
	"github.com/urfave/cli/v2"

	"dateline/graph/store"
)

func mergeCommand() *cli.Command {
	return pairCommand("merge", "say that two entities, or two events, are one", `Joins two entities or two events that the rules keep apart. The word of a person
wins over the rules, stays when articles are read again, and can be taken back
with undo. Names and ids both do.

Examples:
   dateline merge "Joe Tal" "Joseph Tal"
   dateline merge 5ae7616523a6a2c3/v71-met_with 98f2c4a01b7d3e55/v10-spoke_with --by anna`, store.SameAs)
}
