package decode_test

import (
	"bytes"
	"compress/gzip"
	"strings"
	"testing"

	"dateline/aggregator/parse/decode"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// encoded is text in a charset.
func encoded(t testing.TB, name, text string) string {
	t.Helper()
	enc, _ := charset.Lookup(name)
	if enc == nil {
		t.Fatalf("no charset %s", name)
	}
	s, err := enc.NewEncoder().String(text)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return s
}

func zipped(t testing.TB, text string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func wide(t testing.TB, e unicode.Endianness, m unicode.BOMPolicy, text string) string {
	t.Helper()
	s, err := unicode.UTF16(e, m).NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestText(t *testing.T) {
	const text = "<?xml version='1.0'?><rss><title>Zürich – 東京</title></rss>"
	long, err := utf32.UTF32(utf32.BigEndian, utf32.UseBOM).NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	mainframe, err := charmap.CodePage037.NewEncoder().String("<?xml version='1.0'?><rss>Zürich</rss>")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, body string
		declared   []string
		want       string
		repairs    []string
	}{
		{"UTF-8", text, nil, text, nil},
		{"nothing", "", nil, "", nil},
		{"UTF-8 with a mark", "\ufeff" + text, nil, text, nil},
		{"UTF-16 LE with a mark", wide(t, unicode.LittleEndian, unicode.UseBOM, text), nil, text, nil},
		{"UTF-16 BE with a mark", wide(t, unicode.BigEndian, unicode.UseBOM, text), nil, text, nil},
		{"UTF-16 LE without", wide(t, unicode.LittleEndian, unicode.IgnoreBOM, text), nil, text, nil},
		{"UTF-16 BE without", wide(t, unicode.BigEndian, unicode.IgnoreBOM, text), nil, text, nil},
		{"UTF-16 JSON", wide(t, unicode.LittleEndian, unicode.IgnoreBOM, `{"title":"東京"}`), nil, `{"title":"東京"}`, nil},
		{"UTF-16 cut in a character", wide(t, unicode.LittleEndian, unicode.UseBOM, "<a>")[:7], nil, "<a\uFFFD", nil},
		{"UTF-32", long, nil, text, nil},
		{"EBCDIC", mainframe, nil, "<?xml version='1.0'?><rss>Zürich</rss>", nil},
		{"a mark and another charset declared", "\ufeff<a>é à</a>", []string{"gbk"}, "<a>é à</a>", nil},
		{"declared UTF-16, is UTF-8", `<?xml encoding="utf-16"?>` + text, nil, `<?xml encoding="utf-16"?>` + text, nil},
		{"declared ASCII, is UTF-8", text, []string{"us-ascii"}, text, nil},
		{"declared Latin-1, is UTF-8", `<?xml encoding="iso-8859-1"?>é – €`, []string{"iso-8859-1"}, `<?xml encoding="iso-8859-1"?>é – €`, nil},
		{"declared by HTTP", encoded(t, "windows-1251", "<a>Новости</a>"), []string{"windows-1251"}, "<a>Новости</a>", nil},
		{
			"declared by XML", `<?xml version="1.0" encoding='koi8-r' ?>` + encoded(t, "koi8-r", "Новости"),
			[]string{""},
			`<?xml version="1.0" encoding='koi8-r' ?>Новости`, nil,
		},
		{
			"HTTP before XML", `<?xml encoding="koi8-r"?>` + encoded(t, "windows-1251", "Новости"),
			[]string{"windows-1251"},
			`<?xml encoding="koi8-r"?>Новости`, nil,
		},
		{
			"HTTP does not fit, XML does", `<?xml encoding="euc-jp"?>` + encoded(t, "euc-jp", "東京の天気です"),
			[]string{"utf-8"},
			`<?xml encoding="euc-jp"?>東京の天気です`, nil,
		},
		{"unknown name", encoded(t, "windows-1252", "Zürich"), []string{"bogus"}, "Zürich", []string{"charset not declared, read as windows-1252"}},
		{"Latin-1 is Windows-1252", "don\x92t", []string{"iso-8859-1"}, "don’t", nil},
		{
			"declared UTF-8, is Latin-1", `<?xml encoding="utf-8"?>` + encoded(t, "windows-1252", "Zürich"),
			[]string{"utf-8"},
			`<?xml encoding="utf-8"?>Zürich`,
			[]string{"charset not declared, read as windows-1252"},
		},
		{
			"declared Latin-1, is Cyrillic", encoded(t, "windows-1251", "Новости со всего мира"),
			[]string{"iso-8859-1"},
			"Новости со всего мира",
			[]string{"bytes that do not fit the declared charset, read as windows-1251"},
		},
		{"GBK", encoded(t, "gbk", "新闻"), []string{"gb2312"}, "新闻", nil},
		{"GB18030", encoded(t, "gb18030", "新闻 €𠮷"), []string{"gb18030"}, "新闻 €𠮷", nil},
		{"Big5", encoded(t, "big5", "新聞"), []string{"big5"}, "新聞", nil},
		{"Shift_JIS", encoded(t, "shift_jis", "ニュース"), []string{"Shift_JIS"}, "ニュース", nil},
		{"EUC-JP", encoded(t, "euc-jp", "ニュース"), []string{"euc-jp"}, "ニュース", nil},
		{"EUC-KR", encoded(t, "euc-kr", "뉴스"), []string{"ks_c_5601-1987"}, "뉴스", nil},
		{"ISO-2022-JP", encoded(t, "iso-2022-jp", "<a>ニュース</a>"), []string{"iso-2022-jp"}, "<a>ニュース</a>", nil},
		{
			"ISO-2022-JP that nobody declared", encoded(t, "iso-2022-jp", "<a>ニュース</a>"), nil, "<a>ニュース</a>",
			[]string{"charset not declared, read as iso-2022-jp"},
		},
		{"a charset that looks like UTF-8", "\xc3\xa9\xc3\xa9", []string{"gbk"}, "茅茅", nil},
		{"a character cut in two", encoded(t, "gbk", "新闻")[:3], []string{"gbk"}, "新\uFFFD", []string{"bytes that do not fit the declared charset"}},
		{"one wrong byte", "caf\xe9 – Zürich über Köln", nil, "café – Zürich über Köln", []string{"1 bytes that are no UTF-8"}},
		{"a quote of Windows", "don\x92t – Zürich über Köln", nil, "don’t – Zürich über Köln", []string{"1 bytes that are no UTF-8"}},
		{"half a character", "東京の天気\xe6\x97 – Zürich", nil, "東京の天気\uFFFD – Zürich", []string{"2 bytes that are no UTF-8"}},
		{"half a letter", "Zürich über Köln Stra\xc3", nil, "Zürich über Köln Stra\uFFFD", nil},
		{"UTF-8 encoded twice", "cafÃ© â€“ MÃ¼nchen â€\u009d", nil, "café – München ”", []string{"UTF-8 that was encoded twice"}},
		{"once and twice", "café â€“ MÃ¼nchen", nil, "café â€“ MÃ¼nchen", nil},
		{"letters that might be", "São Paulo, Ærø, Â£5", nil, "São Paulo, Ærø, Â£5", nil},
		{"a word that might be", "Ã©", nil, "é", []string{"UTF-8 that was encoded twice"}},
		{"gzip", zipped(t, text), nil, text, []string{"gzip that nobody announced"}},
		{"gzip in gzip", zipped(t, zipped(t, text)), nil, text, []string{"gzip that nobody announced"}},
		{"gzip, cut", zipped(t, text)[:len(zipped(t, text))-6], nil, text, []string{"gzip that nobody announced"}},
		{"controls", "<a>\x00b\x08c\x1b\x7fd\ufffe\tf\r\n</a>", nil, "<a>bcd\tf\r\n</a>", []string{"control characters or invalid UTF-8"}},
		{"controls of Windows in UTF-8", "don\u0092t \u0085", nil, "don’t …", []string{"control characters or invalid UTF-8"}},
		{"surrogates in UTF-8", "<a>Zürich über Köln für später größer\xed\xa0\xbd</a>", nil, "<a>Zürich über Köln für später größer\uFFFD</a>", []string{"3 bytes that are no UTF-8"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if tt.name == "half a letter" {
				tt.repairs = []string{"1 bytes that are no UTF-8"}
			}
			got, repairs, err := decode.Text([]byte(tt.body), tt.declared...)
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if diff := cmp.Diff(tt.repairs, repairs); diff != "" {
				t.Errorf("repairs (-want +got)\n%s", diff)
			}
		})
	}
}

// Text of which nobody says what it is, in the charsets of before.
func TestTextUndeclared(t *testing.T) {
	for _, tt := range []struct{ charset, text string }{
		{"windows-1252", "Société à responsabilité limitée: où était-ce? Müller und Söhne, señor"},
		{"windows-1252", "La città è più bella: perché no? Però è così, e l’università è là"},
		{"windows-1252", "São Paulo: eleições não são amanhã, diz ministério da educação"},
		{"windows-1251", "Президент России подписал закон о бюджете на следующий год"},
		{"windows-1251", "Кабінет міністрів України затвердив новий порядок виплат"},
		{"windows-1251", "Българският парламент прие бюджета за следващата година"},
		{"koi8-r", "Президент России подписал закон о бюджете на следующий год"},
		{"iso-8859-5", "Президент России подписал закон о бюджете на следующий год"},
		{"ibm866", "Президент России подписал закон о бюджете на следующий год"},
		{"shift_jis", "首相は午後の記者会見で、新しい経済政策について説明しました。"},
		{"euc-jp", "首相は午後の記者会見で、新しい経済政策について説明しました。"},
		{"gbk", "国务院总理在会议上说，今年的经济发展目标是可以实现的。"},
		{"big5", "行政院長在會議上說，今年的經濟發展目標是可以實現的。"},
		{"euc-kr", "정부는 내년도 예산안을 국회에 제출했다고 밝혔다"},
		{"windows-1253", "Ο πρωθυπουργός ανακοίνωσε νέα μέτρα για την οικονομία"},
		{"windows-1255", "ראש הממשלה הודיע על צעדים חדשים בכלכלה"},
		{"windows-1256", "أعلن رئيس الوزراء عن إجراءات جديدة في الاقتصاد"},
		{"windows-874", "นายกรัฐมนตรีแถลงมาตรการใหม่ทางเศรษฐกิจ"},
	} {
		t.Run(tt.charset+"/"+tt.text[:12], func(t *testing.T) {
			doc := "<rss version=\"2.0\"><channel><item><title>" + tt.text + "</title><link>https://news.example/1</link></item></channel></rss>"
			got, repairs, err := decode.Text([]byte(encoded(t, tt.charset, doc)))
			if err != nil || string(got) != doc {
				t.Errorf("got %q, %v", got, err)
			}
			name, _ := charsetName(tt.charset)
			if diff := cmp.Diff([]string{"charset not declared, read as " + name}, repairs); diff != "" {
				t.Errorf("repairs (-want +got)\n%s", diff)
			}
		})
	}
}

func charsetName(label string) (string, bool) {
	enc, name := charset.Lookup(label)
	if name == "gbk" {
		name = "gb18030" // which it is part of
	}
	return name, enc != nil
}

// The language that a feed is in tells between the charsets of Latin letters.
func TestTextUndeclaredLatin(t *testing.T) {
	for _, tt := range []struct{ charset, lang, text string }{
		{"windows-1250", "pl", "Świat: rząd źle ocenił sytuację w kraju"},
		{"iso-8859-2", "cs", "Vláda schválila rozpočet, říká starosta"},
		{"windows-1254", "tr", "Başbakan yeni ekonomik önlemleri açıkladı"},
		{"windows-1257", "lt", "Vyriausybė patvirtino biudžetą"},
	} {
		t.Run(tt.charset, func(t *testing.T) {
			for _, doc := range []string{
				"<rss><channel><language>" + tt.lang + "</language><title>" + tt.text + "</title></channel></rss>",
				"<feed xml:lang='" + strings.ToUpper(tt.lang) + "'><title>" + tt.text + "</title></feed>",
			} {
				got, _, err := decode.Text([]byte(encoded(t, tt.charset, doc)))
				if err != nil || string(got) != doc {
					t.Errorf("got %q, %v", got, err)
				}
			}
		})
	}
}

func TestTextRefuses(t *testing.T) {
	bomb := zipped(t, strings.Repeat("\x00", 65<<20))
	for name, body := range map[string]string{"no gzip after all": "\x1f\x8b\x08 and nothing", "bomb": bomb} {
		if text, _, err := decode.Text([]byte(body)); err == nil || !strings.HasPrefix(err.Error(), "decompress: ") {
			t.Errorf("%s: got %d bytes, %v", name, len(text), err)
		}
	}
}

func TestCharset(t *testing.T) {
	for contentType, want := range map[string]string{
		"":                                        "",
		"application/rss+xml":                     "",
		"text/xml; charset=utf-8":                 "utf-8",
		`text/xml; charset="windows-1251"`:        "windows-1251",
		"text/xml; charset='koi8-r'; x":           "koi8-r",
		"text/xml;charset=gbk;charset=big5":       "gbk",
		"charset=euc-kr":                          "euc-kr",
		"text/xml; charset = iso-8859-1; q=\"a;b": "",
	} {
		if got := decode.Charset(contentType); got != want {
			t.Errorf("Charset(%q) = %q, want %q", contentType, got, want)
		}
	}
}

func TestPlain(t *testing.T) {
	for s, want := range map[string]string{
		"": "", "Zürich": "Zürich", "a\x00b": "ab", "a\u0093b": "a“b", "a\xffb": "a\uFFFDb", "a\uffffb": "ab", "\x7f": "",
	} {
		if got := decode.Plain(s); got != want {
			t.Errorf("Plain(%q) = %q, want %q", s, got, want)
		}
	}
}
