package main

import (
	"github.com/urfave/cli/v2"

	"dateline/graph/store"
)

func unsureCommand() *cli.Command {
	return pairCommand("unsure", "say that it cannot be told whether two are one", `Leaves two entities or events as the rules have them, and keeps them out of
'dateline review'. It also takes the force of an earlier merge or split of the same pair.

Examples:
   dateline unsure "V. Tal" "Viktor Tal"`, store.Unsure)
}
