package postgres

import "fmt"

// A key of the table is the names of its buckets, each after a byte with its length, a
// zero byte, and the key in its bucket. So the keys of a bucket lie together, in order.

// maxKey is the longest key that PostgreSQL's index takes, a third of a page.
const maxKey = 2600

// into is the prefix of the bucket of that name in another.
func into(bucket string, name []byte) string {
	return bucket + string([]byte{byte(len(name))}) + string(name)
}

// leaves are the bounds of the keys of a bucket: from, and before what.
func leaves(bucket string) (from, to string) { return bucket + "\x00", bucket + "\x01" }

// split takes a key of the table apart.
func split(key []byte) (path [][]byte, k []byte, err error) {
	rest := key
	for len(rest) > 0 {
		n := int(rest[0])
		rest = rest[1:]
		if n == 0 {
			return path, rest, nil
		}
		if n > len(rest) {
			break
		}
		path, rest = append(path, rest[:n]), rest[n:]
	}
	return nil, nil, fmt.Errorf("the table dateline holds a key that is none of ours: %x", key)
}
