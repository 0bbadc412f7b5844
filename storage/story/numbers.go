package story

import "strings"

// spelled are the words of a language that stand for a number or a day of the
// week, each group for one value. The word for one is left out where it is an
// article too.
var spelled = map[string]string{
	"en": "2:two 3:three 4:four 5:five 6:six 7:seven 8:eight 9:nine 10:ten 11:eleven 12:twelve 13:thirteen 14:fourteen 15:fifteen 16:sixteen 17:seventeen 18:eighteen 19:nineteen 20:twenty 30:thirty 40:forty 50:fifty 60:sixty 70:seventy 80:eighty 90:ninety " +
		"d1:monday d2:tuesday d3:wednesday d4:thursday d5:friday d6:saturday d7:sunday",
	"ms": "2:dua,kedua 3:tiga,ketiga 4:empat 5:lima 6:enam 7:tujuh 8:lapan,delapan 9:sembilan 10:sepuluh " +
		"d1:isnin,senin d2:selasa d3:rabu d4:khamis,kamis d5:jumaat,jumat d6:sabtu d7:ahad,minggu",
	"es": "2:dos 3:tres 4:cuatro 5:cinco 6:seis 7:siete 8:ocho 9:nueve 10:diez 11:once 12:doce 13:trece 14:catorce 15:quince 16:dieciseis 17:diecisiete 18:dieciocho 19:diecinueve 20:veinte 30:treinta 40:cuarenta 50:cincuenta " +
		"d1:lunes d2:martes d3:miercoles d4:jueves d5:viernes d6:sabado d7:domingo",
	"fr": "2:deux 3:trois 4:quatre 5:cinq 6:six 7:sept 8:huit 9:neuf 10:dix 11:onze 12:douze 13:treize 14:quatorze 15:quinze 16:seize 20:vingt 30:trente 40:quarante 50:cinquante " + //nolint:misspell // French
		"d1:lundi d2:mardi d3:mercredi d4:jeudi d5:vendredi d6:samedi d7:dimanche",
	"de": "2:zwei 3:drei 4:vier 5:funf 6:sechs 7:sieben 8:acht 9:neun 10:zehn 11:elf 12:zwolf 13:dreizehn 14:vierzehn 15:funfzehn 16:sechzehn 17:siebzehn 18:achtzehn 19:neunzehn 20:zwanzig 30:dreißig 40:vierzig 50:funfzig " +
		"d1:montag d2:dienstag d3:mittwoch d4:donnerstag d5:freitag d6:samstag,sonnabend d7:sonntag",
	"pt": "2:dois,duas 3:tres 4:quatro 5:cinco 6:seis 7:sete 8:oito 9:nove 10:dez 11:onze 12:doze 13:treze 14:quatorze,catorze 15:quinze 16:dezesseis,dezasseis 17:dezessete,dezassete 18:dezoito 19:dezenove,dezanove 20:vinte 30:trinta " +
		"d1:segunda d2:terca d3:quarta d4:quinta d5:sexta d6:sabado d7:domingo",
	"it": "2:due 3:tre 4:quattro 5:cinque 6:sei 7:sette 8:otto 9:nove 10:dieci 11:undici 12:dodici 13:tredici 14:quattordici 15:quindici 16:sedici 17:diciassette 18:diciotto 19:diciannove 20:venti 30:trenta " +
		"d1:lunedi d2:martedi d3:mercoledi d4:giovedi d5:venerdi d6:sabato d7:domenica",
	"ru": "1:один,одного,одном 2:два,две,двух,двоих,двое 3:три,трех,трем,троих,трое 4:четыре,четырех,четверо 5:пять,пяти,пятеро 6:шесть,шести,шестеро 7:семь,семи,семеро 8:восемь,восьми 9:девять,девяти 10:десять,десяти 11:одиннадцать,одиннадцати 12:двенадцать,двенадцати 13:тринадцать,тринадцати 14:четырнадцать,четырнадцати 15:пятнадцать,пятнадцати 16:шестнадцать,шестнадцати 17:семнадцать,семнадцати 18:восемнадцать,восемнадцати 19:девятнадцать,девятнадцати 20:двадцать,двадцати 30:тридцать,тридцати 40:сорок,сорока 50:пятьдесят,пятидесяти " +
		"d1:понедельник,понедельника d2:вторник,вторника d3:среда,среду,среды d4:четверг,четверга d5:пятница,пятницу,пятницы d6:суббота,субботу,субботы d7:воскресенье,воскресенья",
	"ar": "2:اثنان,اثنين 3:ثلاثه,ثلاث 4:اربعه,اربع 5:خمسه,خمس 6:سته,ست 7:سبعه,سبع 8:ثمانيه,ثماني 9:تسعه,تسع 10:عشره,عشر " +
		"d1:الاثنين d2:الثلاثاء d3:الاربعاء d4:الخميس d5:الجمعه d6:السبت d7:الاحد",
}

// A value is what a word stands for.
type value struct {
	hash uint64
	kind kind
}

// numbers are what words of a language stand for, by their hashes.
type numbers struct {
	values map[uint64]value
	// some has a bit for each hash there is, of those that most words have not.
	some [16]uint64
}

func (n *numbers) put(hash uint64, v value) {
	n.values[hash] = v
	n.some[hash>>60] |= 1 << (hash >> 54 % 64)
}

// value is what a word stands for. Nil knows of nothing.
func (n *numbers) value(hash uint64) (v value, ok bool) {
	if n == nil || n.some[hash>>60]>>(hash>>54%64)&1 == 0 {
		return v, false
	}
	v, ok = n.values[hash]
	return v, ok
}

// values holds the numbers of languages.
var values = func() map[string]*numbers {
	all := make(map[string]*numbers, len(spelled))
	for language, groups := range spelled {
		m := &numbers{values: map[uint64]value{}}
		for group := range strings.FieldsSeq(groups) {
			number, words, _ := strings.Cut(group, ":")
			v := value{hash: hashOf(number), kind: figure}
			if number[0] == 'd' {
				v.kind = day
			}
			for word := range strings.SplitSeq(words, ",") {
				m.put(hashOf(word), v)
			}
		}
		all[language] = m
	}
	all["id"] = all["ms"]
	return all
}()

// FNV-1a, so that a hash can be made rune by rune.
const (
	seed  uint64 = 14695981039346656037
	prime uint64 = 1099511628211
)

func add(h uint64, r rune) uint64 { return (h ^ uint64(r)) * prime }

func hashOf(s string) uint64 {
	h := seed
	for _, r := range s {
		h = add(h, r)
	}
	return h
}

// mix spreads what a and b, in this order, say over all bits.
func mix(a, b uint64) uint64 {
	h := a*0x9E3779B97F4A7C15 ^ (b + 0x632BE59BD9B4E019)
	h = (h ^ h>>30) * 0xBF58476D1CE4E5B9
	h = (h ^ h>>27) * 0x94D049BB133111EB
	return h ^ h>>31
}
