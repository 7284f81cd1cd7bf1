package article

import (
	"fmt"
	"io"
)

// Limits bound what an input may make us do. A zero stands for the usual value.
type Limits struct {
	Article int64 // bytes of one article, after decompression
	Archive int64 // bytes of an archive that must be held in memory: one in a stream or in another archive
	Members int   // files in an archive
	Depth   int   // archives in archives
	Ratio   int   // how many times its own size an input may unpack to, once it is over ratioFrom
	Pages   int   // of a PDF file
}

// Usual are the limits of the zero value.
var Usual = Limits{Article: 50 << 20, Archive: 256 << 20, Members: 1_000_000, Depth: 3, Ratio: 200, Pages: 2000}

// MaxLine is the longest line of prose, in bytes. A line of data may be as long as an article.
const MaxLine = 1 << 20

func (l Limits) orUsual() Limits {
	return Limits{
		Article: usual(l.Article, Usual.Article), Archive: usual(l.Archive, Usual.Archive), Members: usual(l.Members, Usual.Members),
		Depth: usual(l.Depth, Usual.Depth), Ratio: usual(l.Ratio, Usual.Ratio), Pages: usual(l.Pages, Usual.Pages),
	}
}

func usual[T int | int64](n, otherwise T) T {
	if n > 0 {
		return n
	}
	return otherwise
}

// ratioFrom is from how many unpacked bytes on the ratio counts: small files of
// one repeated line are packed better than any prose.
const ratioFrom = 64 << 20

// budget compares what was read of an input with all that was unpacked from it,
// archives in archives together, so that a bomb ends early whatever its shape.
type budget struct {
	ratio, read, unpacked int64
	members               int
	over                  error // once it is: nothing more is unpacked
}

// reading counts the bytes of the input itself.
func (b *budget) reading(r io.Reader) io.Reader {
	return readerFunc(func(p []byte) (int, error) {
		n, err := r.Read(p)
		b.read += int64(n)
		return n, err
	})
}

// unpacking counts the bytes that come out of a decompressor.
func (b *budget) unpacking(r io.Reader) io.Reader {
	return readerFunc(func(p []byte) (int, error) {
		n, err := r.Read(p)
		b.unpacked += int64(n)
		if b.unpacked > ratioFrom && b.unpacked/b.ratio > b.read {
			b.over = fmt.Errorf("%w: it unpacks to more than %d times its size, as no text does; --max-ratio permits more", ErrTooLarge, b.ratio)
			return 0, b.over
		}
		return n, err
	})
}

type readerFunc func(p []byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }
