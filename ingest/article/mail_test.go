package article

import (
	"encoding/base64"
	"strings"
	"testing"
)

const (
	letterHead = "From: Orlo Gazette <a@b.example>\nTo: c@d.example\nDate: Mon, 06 May 2019 14:20:00 +0200\nMIME-Version: 1.0\n"
	longLetter = crane + " It will cost twelve million euros, and Kestria has offered to pay half of it, the board said in a statement. The mayor said that work would begin in spring, and not a day later than that.\n"
	letterPage = "<html><head><title>The Orlo Weekly</title></head><body><h1>Crane plan approved</h1><p>" + crane + "</p></body></html>"
)

// mails are messages with what must come of them, as scraped has it.
var mails = []struct{ name, in, want string }{
	{"a page alone: its head is no text", letterHead + "Subject: Crane plan\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n" +
		base64.StdEncoding.EncodeToString([]byte(letterPage)),
		"Crane plan|Orlo Gazette||2019-05-06|" + crane},
	{"a forwarded message", letterHead + "Subject: Fwd: see this\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nSee below.\n--x\nContent-Type: message/rfc822\n\n" +
		"From: Varda Times <v@d.example>\nSubject: Crane plan\nDate: Fri, 03 May 2019 08:00:00 +0000\n\n" + crane + "\n--x--\n",
		"Crane plan|Varda Times||2019-05-03|The board"},
	{"a document attached: it is no later than the message", letterHead + "Subject: Press release\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nPlease find it attached.\n--x\n" +
		"Content-Type: text/html; name=release.html\nContent-Disposition: attachment; filename=\"C:\\\\x\\\\release.html\"\n\n<html><head><title>Crane plan approved</title></head><body><p>" + crane + "</p></body></html>\n--x--\n",
		"Crane plan approved|Orlo Gazette||2019-05-06|The board"},
	{"an attachment that is broken", letterHead + "Subject: Crane plan\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\n" + longLetter + "--x\nContent-Type: application/pdf; name=a.pdf\n\n%PDF-1.4 nothing\n--x--\n",
		"Crane plan|Orlo Gazette||2019-05-06|The board\n! a.pdf: PDF"},
	{"pictures are passed over", letterHead + "Subject: Crane plan\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n\n" + letterPage + "\n--x\nContent-Type: image/png; name=a.png\n\nxx\n--x--\n",
		"Crane plan|Orlo Gazette||2019-05-06|The board"},
	{"addresses in brackets", letterHead + "Subject: Crane plan\n\nThe board of Orlo\n<https://orlo.example/a?b=c> approved a crane [https://x.example/y] on Monday, the mayor ( https://x.example/z ) said.\n",
		"Crane plan|Orlo Gazette||2019-05-06|The board of Orlo approved a crane on Monday, the mayor said."},
	{"a name in another charset, a date with a comment", "From: =?windows-1251?B?z/Do4uXy?= <a@b.example>\nSubject: Crane plan\nDate: Mon, 06 May 2019 23:20:00 +0200 (CEST)\n\n" + crane + "\n",
		"Crane plan|Привет||2019-05-06|The board"},
	{"a page and its pictures, without a sender", "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x; type=\"text/html\"\n\nA single file.\n\n--x\nContent-Type: text/html; charset=utf-8\nContent-Location: https://orlo.example/2019/05/06/crane\n\n" + letterPage + "\n--x--\n",
		"The Orlo Weekly|orlo.example||2019-05-06|The board"},
}

func TestMails(t *testing.T) {
	for _, r := range mails {
		t.Run(r.name, func(t *testing.T) { checkTold(t, told(strings.NewReader(r.in), "x"), r.want) })
	}
}
