package main

import (
	"github.com/urfave/cli/v2"

	"dateline/graph/store"
)

func confirmCommand() *cli.Command {
	return oneCommand("confirm", "say that an event was checked and read rightly", `Marks the event as confirmed; --confirmed lists only such events. It also takes back an
earlier reject.

Examples:
   dateline confirm 5ae7616523a6a2c3/v71-met_with --by anna`, store.Confirmed)
}
