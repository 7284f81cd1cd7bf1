// Package postgrestest gives tests databases on a real PostgreSQL, which
// DATELINE_TEST_POSTGRES names: postgres://USER@HOST:PORT/DATABASE, of a user who may make schemas.
package postgrestest

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"
)

// Variable is where the address of the server is.
const Variable = "DATELINE_TEST_POSTGRES"

var made atomic.Int64

// Have reports whether there is a server.
func Have() bool { return os.Getenv(Variable) != "" }

// New is the address of an empty schema that is dropped when the test ends. Without a
// server the test is skipped.
func New(t testing.TB) string {
	t.Helper()
	address := os.Getenv(Variable)
	if address == "" {
		t.Skip(Variable + " names no PostgreSQL")
	}
	name := fmt.Sprintf("test_%d_%d", os.Getpid(), made.Add(1))
	run := func(sql string) {
		conn, err := pgx.Connect(context.Background(), address)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close(context.Background())
		if _, err := conn.Exec(context.Background(), sql); err != nil {
			t.Fatal(err)
		}
	}
	run("DROP SCHEMA IF EXISTS " + name + " CASCADE; CREATE SCHEMA " + name)
	t.Cleanup(func() { run("DROP SCHEMA " + name + " CASCADE") })
	sep := "?"
	if strings.Contains(address, "?") {
		sep = "&"
	}
	return address + sep + "search_path=" + url.QueryEscape(name)
}
