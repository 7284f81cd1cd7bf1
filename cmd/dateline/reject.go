package main

import (
	"github.com/urfave/cli/v2"

	"dateline/graph/store"
)

func rejectCommand() *cli.Command {
	return oneCommand("reject", "say that an event was read wrongly: leave it out of answers", `The event stays in the graph with its sentences, and 'dateline why' still shows it;
listings and pictures leave it out unless --rejected is given.

Examples:
   dateline reject 5ae7616523a6a2c3/v71-met_with --by anna`, store.Rejected)
}
