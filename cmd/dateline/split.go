package main

import (
	"github.com/urfave/cli/v2"

	"dateline/graph/store"
)

func splitCommand() *cli.Command {
	return pairCommand("split", "say that two entities, or two events, are not one", `Takes apart what the rules joined. Give the ids of two members, as 'dateline why'
lists them: A leaves, and the others stay with B.

Examples:
   dateline split 5ae7616523a6a2c3/e0 98f2c4a01b7d3e55/e17
   dateline split 5ae7616523a6a2c3/v71-met_with 98f2c4a01b7d3e55/v10-spoke_with`, store.NotSame)
}
