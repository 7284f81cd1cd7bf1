package article

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"net/http/httputil"
	"net/textproto"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"
)

// answer is what a web server answered, as archives keep it.
type answer struct {
	status int
	kind   string    // its Content-Type
	body   io.Reader // as sent, but for chunks and for packings that its bytes do not show
}

// mostHeaders is how many header lines an answer may have.
const mostHeaders = 1000

// readAnswer reads the head of an answer. Servers and crawlers break the rules
// for it: lines without a colon, versions as HTTP/2, headers of a packing or of
// chunks that have been undone already. All these are read.
func readAnswer(r io.Reader) (*answer, error) {
	br := bufio.NewReaderSize(r, 16<<10)
	head, err := fields(br)
	if err != nil {
		return nil, err
	}
	tp := textproto.NewReader(bufio.NewReader(bytes.NewReader(head)))
	line, err := tp.ReadLine()
	if err != nil {
		return nil, err
	}
	words := strings.Fields(line)
	if len(words) < 2 || !strings.HasPrefix(words[0], "HTTP/") {
		return nil, fmt.Errorf("no answer of a web server: %q", shorten(line, 40))
	}
	a := &answer{}
	if a.status, err = strconv.Atoi(words[1]); err != nil {
		return nil, err
	}
	packing, chunked := "", false
	for n := 0; ; n++ {
		line, err := tp.ReadLine()
		if err != nil || n > mostHeaders {
			return nil, fmt.Errorf("the head of an answer does not end: %w", io.ErrUnexpectedEOF)
		}
		if line == "" {
			break
		}
		key, value, _ := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "content-type":
			a.kind = value
		case "content-encoding":
			packing = strings.ToLower(value)
		case "transfer-encoding":
			chunked = strings.EqualFold(value, "chunked")
		}
	}
	if chunked && startsChunk(br) {
		br = bufio.NewReaderSize(httputil.NewChunkedReader(br), 16<<10)
	}
	a.body = br
	start, _ := br.Peek(2)
	switch {
	case len(start) < 2 || bytes.IndexByte([]byte("< \n\r"), start[0]) >= 0:
	case packing == "br":
		a.body = brotli.NewReader(br)
	case packing == "deflate" && start[0]&0x0f == 8 && (int(start[0])<<8|int(start[1]))%31 == 0: // RFC 1950, section 2.2
		z, err := zlib.NewReader(br)
		if err != nil {
			return nil, err
		}
		a.body = z
	}
	return a, nil
}

// startsChunk reports whether a line with the length of a chunk comes next.
func startsChunk(r *bufio.Reader) bool {
	head, _ := r.Peek(20)
	line, _, ok := strings.Cut(string(head), "\n")
	number, _, _ := strings.Cut(strings.TrimSpace(line), ";")
	_, err := strconv.ParseUint(strings.TrimSpace(number), 16, 64)
	return ok && err == nil
}
