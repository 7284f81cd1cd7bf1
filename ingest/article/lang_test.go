package article

import (
	"strings"
	"testing"
)

// TestLanguage: news paragraphs of our own in languages of the same script and of
// others, and English that is hard to tell. What matters most is that English is
// never taken for another language: it would not be analysed.
func TestLanguage(t *testing.T) {
	for _, r := range []struct{ lang, text string }{
		{"en", "The harbour board of Orlo approved a new crane on Monday after a long debate about its price."},
		{"en", "Macron, Merkel confer on Minsk accords; Zelensky, Putin silent"},
		{"en", "Jürgen Stock, Ngozi Okonjo-Iweala and José Ramos-Horta spoke in Nur-Sultan on Thursday, officials said."},
		{"en", "Shares of Société Générale, Banco Santander and Deutsche Bank fell sharply."},
		{"en", "Earthquake kills nine in Sichuan"},
		{"en", "PRESIDENT SIGNS BILL AS SENATE VOTES TO END SHUTDOWN"},
		{"en", "Auld lang syne was sung in the harbour of Orlo on Monday, and the mayor said that it was the best night of the year for the town."},
		{"en", "The president said “nous avons décidé de mettre fin à cette situation qui dure depuis trop longtemps et nous irons jusqu'au bout”, according to the French agency. The opposition said: “Es ist eine Schande, dass die Regierung nichts tut”."},
		{"es", "El presidente dijo el lunes que el acuerdo \"is a very good deal for the people of the United States and we will sign it\", según la cadena. La oposición no está de acuerdo."},
		{"sco", "The Scots Pairlament haes votit tae bring in a new law anent the fishin. The First Meenister said the new law wad help the fishermen frae the north o Scotland. It is thocht that the law will come intae force in the ooncomin year."},
		{"af", "Die president het Maandag gesê dat die nuwe wet in werking sal tree. Die hof in Pretoria het die saak gehoor en beslis dat die minister nie die reg gehad het om die lisensie in te trek nie."},
		{"de", "Der Hafenrat von Orlo hat am Montag nach langer Debatte einen neuen Kran beschlossen. Die Bürgermeisterin sagte, die Arbeiten würden im Frühling beginnen."},
		{"fr", "Le conseil du port a approuvé lundi une nouvelle grue après un long débat sur son prix. La maire a déclaré que les travaux commenceraient au printemps."},
		{"es", "La junta del puerto aprobó el lunes una nueva grúa tras un largo debate sobre su precio. La alcaldesa dijo que las obras empezarían en primavera."},
		{"it", "Il consiglio del porto ha approvato lunedì una nuova gru dopo un lungo dibattito sul prezzo. La sindaca ha detto che i lavori inizieranno in primavera."},
		{"pt", "O conselho do porto aprovou na segunda-feira um novo guindaste depois de um longo debate sobre o preço. A prefeita disse que as obras começarão na primavera."},
		{"nl", "Het havenbestuur heeft maandag na een lang debat over de prijs een nieuwe kraan goedgekeurd. De burgemeester zei dat het werk in het voorjaar begint."},
		{"sv", "Hamnstyrelsen godkände på måndagen en ny kran efter en lång debatt om priset. Borgmästaren sade att arbetet skulle börja till våren."},
		{"pl", "Rada portu zatwierdziła w poniedziałek nowy dźwig po długiej debacie o jego cenie. Burmistrz powiedziała, że prace rozpoczną się wiosną."},
		{"tr", "Liman kurulu pazartesi günü fiyatı üzerine uzun bir tartışmanın ardından yeni bir vinci onayladı. Belediye başkanı çalışmaların ilkbaharda başlayacağını söyledi."},
		{"id", "Dewan pelabuhan menyetujui sebuah derek baru pada hari Senin setelah perdebatan panjang tentang harganya. Wali kota mengatakan pekerjaan akan dimulai pada musim semi."},
		{"ru", "Совет порта одобрил в понедельник новый кран после долгих споров о его цене. Мэр сказала, что работы начнутся весной."},
		{"uk", "Рада порту схвалила в понеділок новий кран після довгих суперечок про його ціну. Мерка сказала, що роботи почнуться навесні, щойно пороми перейдуть до іншого причалу."},
		{"ar", "وافق مجلس الميناء يوم الاثنين على رافعة جديدة بعد نقاش طويل حول سعرها. وقالت رئيسة البلدية إن الأعمال ستبدأ في الربيع المقبل في المدينة."},
		{"zh", "港口委员会周一在就价格进行长时间辩论后批准了一台新的起重机。市长表示，工程将于春季开始。"},
	} {
		as, err := Read(strings.NewReader(r.text), "x.txt", Options{})
		if err != nil {
			t.Fatal(err)
		}
		got := as[0].Lang
		english := got == "" || got == "en"
		if english != (r.lang == "en") {
			t.Errorf("%s taken for %q: %s", r.lang, got, r.text)
		} else if !english && got != r.lang {
			t.Logf("%s taken for %q", r.lang, got)
		}
	}
}
