package date_test

import (
	"strings"
	"testing"
	"time"

	"dateline/aggregator/parse/date"
)

var singapore = time.FixedZone("", 8*3600)

func TestRead(t *testing.T) {
	for _, tt := range []struct{ theme, text, want string }{
		{"RFC 3339", "2026-01-03T10:15:30Z", "2026-01-03T10:15:30Z"},
		{"RFC 3339", "2026-01-03T10:15:30+08:00", "2026-01-03T02:15:30Z"},
		{"RFC 3339", "2026-01-03T10:15:30.987654-05:00", "2026-01-03T15:15:30Z"},
		{"RFC 3339", " 2026-01-03t10:15:30z\n", "2026-01-03T10:15:30Z"},
		{"RFC 822", "Sat, 03 Jan 2026 10:15:30 GMT", "2026-01-03T10:15:30Z"},
		{"RFC 822", "Sat, 03 Jan 2026 10:15:30 +0800", "2026-01-03T02:15:30Z"},
		{"RFC 822", "Sat, 3 Jan 2026 10:15 UT", "2026-01-03T10:15:00Z"},
		{"RFC 822", "Sat, 3 Jan 2026 10:15:30 EST", "2026-01-03T15:15:30Z"},
		{"RFC 822", "03 Jan 2026 10:15:30 PDT", "2026-01-03T17:15:30Z"},
		{"RFC 822", "Sat, 03 Jan 2026 10:15:30 Z", "2026-01-03T10:15:30Z"},
		{"RFC 822", "Sat, 03 Jan 2026 10:15:30 -0500 (EST)", "2026-01-03T15:15:30Z"},
		{"RFC 822", "Sunday, 03 January 2026 10:15:30 GMT", "2026-01-03T10:15:30Z"}, // whatever day it was
		{"RFC 822", "Sat , 3 Jan 2026 10 : 15", "2026-01-03T00:00:00+08:00"},
		{"RFC 822", "Thu(oh how I hate it), 9(th) Feb(ruary) 2006 23:59:45 +0000(GMT)", "2006-02-09T23:59:45Z"},
		{"RFC 822", "Thu, 09 (nested (comment) Mar)Feb(escaped comment\\) 2005) 2006()23:59:45 +0000", "2006-02-09T23:59:45Z"},
		{"RFC 822", "3 Jan 2026 10:15 (EST)", "2026-01-03T15:15:00Z"},
		{"RFC 822", "3 Jan 2026 (never closed 10:15", "2026-01-03T00:00:00+08:00"},
		{"asctime", "Sat Jan  3 10:15:30 2026", "2026-01-03T10:15:30+08:00"},
		{"asctime", "Sat Jan  3 10:15:30 EST 2026", "2026-01-03T15:15:30Z"},

		{"W3CDTF", "2026-01-03", "2026-01-03T00:00:00+08:00"},
		{"W3CDTF", "2026-01", "2026-01-01T00:00:00+08:00"},
		{"W3CDTF", "2026-01-03T10:15Z", "2026-01-03T10:15:00Z"},
		{"W3CDTF", "2026-01-03T10:15-03:30", "2026-01-03T13:45:00Z"},
		{"ISO 8601", "20260103", "2026-01-03T00:00:00+08:00"},
		{"ISO 8601", "20260103T101530Z", "2026-01-03T10:15:30Z"},
		{"ISO 8601", "2026-01-03T101530+01:00", "2026-01-03T09:15:30Z"},
		{"ISO 8601", "20260103T1015+0100", "2026-01-03T09:15:00Z"},
		{"ISO 8601", "20260103101530", "2026-01-03T10:15:30+08:00"},
		{"ISO 8601", "202601031015", "2026-01-03T10:15:00+08:00"},
		{"ISO 8601", "2026-032", "2026-02-01T00:00:00+08:00"},

		{"no zone", "2026-01-03T10:15:30", "2026-01-03T10:15:30+08:00"},
		{"no zone", "2026-01-03 10:15", "2026-01-03T10:15:00+08:00"},
		{"no zone", "Sat, 03 Jan 2026 10:15:30", "2026-01-03T10:15:30+08:00"},
		{"no zone", "Sat, 03 Jan 2026", "2026-01-03T00:00:00+08:00"},
		{"unknown zone", "Sat, 03 Jan 2026 10:15:30 XYZ", "2026-01-03T10:15:30+08:00"},
		{"short offset", "2026-01-03T10:15:30+01", "2026-01-03T09:15:30Z"},
		{"short offset", "Sat, 03 Jan 2026 10:15:30 -5", "2026-01-03T15:15:30Z"},
		{"odd offset", "2026-01-03 10:15:30 +5:45", "2026-01-03T04:30:30Z"},
		{"odd offset", "2026-01-03T10:15:30 +0000", "2026-01-03T10:15:30Z"},
		{"named offset", "Sat Jan 03 2026 10:15:30 GMT+0800 (Singapore Standard Time)", "2026-01-03T02:15:30Z"},
		{"named offset", "2026-01-03 10:15 UTC -3", "2026-01-03T13:15:00Z"},
		{"named offset", "2026-01-03 10:15 PST -0800", "2026-01-03T18:15:00Z"},
		{"mad offset", "2026-01-03T10:15:30+9900", "2026-01-03T10:15:30+08:00"},

		{"two-digit years", "03 Jan 26 10:15:30 Z", "2026-01-03T10:15:30Z"},
		{"two-digit years", "Saturday, 03-Jan-26 10:15:30 GMT", "2026-01-03T10:15:30Z"},
		{"two-digit years", "03/01/99", "1999-01-03T00:00:00+08:00"},
		{"two-digit years", "Jan 3, '26", "2026-01-03T00:00:00+08:00"},

		{"midnight", "2026-01-03T24:00:00Z", "2026-01-04T00:00:00Z"},
		{"midnight", "Sat, 03 Jan 2026 24:00:00 GMT", "2026-01-04T00:00:00Z"},
		{"leap second", "2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"},
		{"leap second", "Sat, 31 Dec 2016 23:59:60 +0000", "2017-01-01T00:00:00Z"},

		{"Unix time", "1767435330", "2026-01-03T10:15:30Z"},
		{"Unix time", "1767435330000", "2026-01-03T10:15:30Z"},
		{"Unix time", "1767435330.25", "2026-01-03T10:15:30Z"},
		{"Unix time", "946684800", "2000-01-01T00:00:00Z"},

		{"day first", "23/11/2026", "2026-11-23T00:00:00+08:00"},
		{"day first", "3/1/2026 10:15", "2026-01-03T10:15:00+08:00"},
		{"day first", "03.01.2026, 10:15 Uhr", "2026-01-03T10:15:00+08:00"},
		{"day first", "10:15 03-01-2026", "2026-01-03T10:15:00+08:00"},
		{"month first", "11/23/2026", "2026-11-23T00:00:00+08:00"},
		{"month first", "1/3/2026 10:15:30 PM", "2026-01-03T22:15:30+08:00"},
		{"year first", "2026/01/03 10:15:30", "2026-01-03T10:15:30+08:00"},
		{"year first", "2026.1.3", "2026-01-03T00:00:00+08:00"},
		{"year first", "2026-Jan-03", "2026-01-03T00:00:00+08:00"},
		{"as people write", "January 3, 2026 at 5:00:00 PM", "2026-01-03T17:00:00+08:00"},
		{"as people write", "Jan 3rd, 2026 12:30 a.m.", "2026-01-03T00:30:00+08:00"},
		{"as people write", "the 3rd of January 2026", "2026-01-03T00:00:00+08:00"},
		{"as people write", "5 pm, 3 January 2026", "2026-01-03T17:00:00+08:00"},
		{"as people write", "3 January 2026, 12am", "2026-01-03T00:00:00+08:00"},
		{"as people write", "Published: 3 Jan 2026 - 12:05 pm", "2026-01-03T12:05:00+08:00"},

		{"German", "Sa., 3. Jänner 2026 10:15", "2026-01-03T10:15:00+08:00"},
		{"German", "Mo, 23 Nov 2026 10:15:30 +0100", "2026-11-23T09:15:30Z"},
		{"German", "Mi, 04 Mär 2026 10:15:30 +0100", "2026-03-04T09:15:30Z"},
		{"German", "23. Dezember 2026 um 10:15 Uhr MEZ", "2026-12-23T09:15:00Z"},
		{"French", "lun., 23 nov. 2026 10:15:30 +0100", "2026-11-23T09:15:30Z"},
		{"French", "mar. 23 févr. 2027 10h15", "2027-02-23T10:15:00+08:00"},
		{"French", "mardi 1er août 2026", "2026-08-01T00:00:00+08:00"},
		{"French", "mar., 23 nov. 2026", "2026-11-23T00:00:00+08:00"},
		{"Spanish", "martes, 23 de noviembre de 2026 5:15 p. m.", "2026-11-23T17:15:00+08:00"},
		{"Spanish", "03-ene-2026", "2026-01-03T00:00:00+08:00"},
		{"Portuguese", "Seg, 23 Nov 2026 10:15:30 -0300", "2026-11-23T13:15:30Z"},
		{"Portuguese", "3 de março de 2026 às 10h15", "2026-03-03T10:15:00+08:00"},
		{"Italian", "mar, 3 gen 2026 10:15:30 +0100", "2026-01-03T09:15:30Z"},
		{"Italian", "23 luglio 2026 - 10.15", "2026-07-23T00:00:00+08:00"},
		{"Dutch", "maandag 23 maart 2026 10:15", "2026-03-23T10:15:00+08:00"},
		{"Dutch", "maandag 23/11/2026 10:15", "2026-11-23T10:15:00+08:00"},
		{"Polish", "pon., 23 lis 2026 10:15:30 +0100", "2026-11-23T09:15:30Z"},
		{"Polish", "3 października 2026", "2026-10-03T00:00:00+08:00"},
		{"Czech", "3. července 2026", "2026-07-03T00:00:00+08:00"},
		{"Czech", "3. června 2026", "2026-06-03T00:00:00+08:00"},
		{"Hungarian", "2026. november 23., vasárnap", "2026-11-23T00:00:00+08:00"},
		{"Romanian", "23 noiembrie 2026", "2026-11-23T00:00:00+08:00"},
		{"Finnish", "23. marraskuuta 2026 klo 10.15", "2026-11-23T00:00:00+08:00"},
		{"Finnish", "keskiviikko 23.11.2026 10:15", "2026-11-23T10:15:00+08:00"},
		{"Swedish", "mån, 23 maj 2026 10:15:30 +0200", "2026-05-23T08:15:30Z"},
		{"Turkish", "23 Ağustos 2026 Pazar 10:15", "2026-08-23T10:15:00+08:00"},
		{"Greek", "23 Μαΐου 2026", "2026-05-23T00:00:00+08:00"},
		{"Russian", "пн, 23 ноября 2026 10:15:30 +0300", "2026-11-23T07:15:30Z"},
		{"Russian", "3 мая 2026, 10:15 MSK", "2026-05-03T07:15:00Z"},
		{"Ukrainian", "середа, 23 вересня 2026", "2026-09-23T00:00:00+08:00"},
		{"Ukrainian", "середа 23.11.2026", "2026-11-23T00:00:00+08:00"},
		{"Indonesian", "Sen, 23 Agu 2026 10:15 WIB", "2026-08-23T03:15:00Z"},
		{"Malay", "3 Ogos 2026 5:15 PTG", "2026-08-03T17:15:00+08:00"},
		{"Vietnamese", "Thứ hai, 23/11/2026", "2026-11-23T00:00:00+08:00"},
		{"Vietnamese", "23 tháng 11, 2026", "2026-11-23T00:00:00+08:00"},
		{"Thai", "23 พ.ย. 2569 10:15", "2026-11-23T10:15:00+08:00"},
		{"Thai", "3 มกราคม 2569", "2026-01-03T00:00:00+08:00"},
		{"Hindi", "३ जनवरी २०२६ १०:१५", "2026-01-03T10:15:00+08:00"},
		{"Arabic", "٢٣ نوفمبر ٢٠٢٦", "2026-11-23T00:00:00+08:00"},
		{"Arabic", "3 تموز 2026 5:15 م", "2026-07-03T17:15:00+08:00"},
		{"Persian", "۳ ژانویه ۲۰۲۶", "2026-01-03T00:00:00+08:00"},
		{"Hebrew", "3 בינואר 2026", "2026-01-03T00:00:00+08:00"},
		{"Chinese", "2026年1月3日 10:15", "2026-01-03T10:15:00+08:00"},
		{"Chinese", "2026年1月3日下午5:15", "2026-01-03T17:15:00+08:00"},
		{"Japanese", "2026年1月3日(土) 10時15分", "2026-01-03T10:15:00+08:00"},
		{"Korean", "2026년 1월 3일 (토) 오후 5:15", "2026-01-03T17:15:00+08:00"},
		{"Korean", "2026. 1. 3. 오전 12:15", "2026-01-03T00:15:00+08:00"},
		{"full width", "２０２６年１月３日", "2026-01-03T00:00:00+08:00"},

		{"nonsense", "", ""},
		{"nonsense", "yesterday", ""},
		{"nonsense", "3 days ago", ""},
		{"nonsense", "2026", ""},
		{"nonsense", "n/a", ""},
		{"nonsense", "10:15", ""},
		{"nonsense", "Sat, 32 Jan 2026 10:15:30 GMT", ""},
		{"nonsense", "Sun, 29 Feb 2026 10:15:30 GMT", ""},
		{"nonsense", "2026-13-13", ""},
		{"nonsense", "2026-01-03T25:00:00Z", ""},
		{"nonsense", "2026-01-03T10:61:00Z", ""},
		{"nonsense", "24:30 2026-01-03", ""},
		{"nonsense", "99999999999999999999", ""},
		{"nonsense", "----", ""},
		{"not to be trusted", "0001-01-01T00:00:00Z", ""},
		{"not to be trusted", "Mon, 01 Jan 0001 00:00:00 +0000", ""},
		{"not to be trusted", "0000-00-00 00:00:00", ""},
		{"not to be trusted", "1970-01-01T00:00:00Z", ""},
		{"not to be trusted", "1969-12-31T19:00:00-05:00", ""},
		{"not to be trusted", "30 Nov -0001", ""},
		{"not to be trusted", "2199-01-01T00:00:00Z", ""},
		{"not to be trusted", "Fri, 31 Dec 9999 23:59:59 GMT", ""},
		{"too long", "2026-01-03" + strings.Repeat(" ", 50) + "x" + strings.Repeat(" ", 50) + "x", ""},
	} {
		t.Run(tt.theme+"/"+tt.text, func(t *testing.T) {
			got, ok := date.Read(tt.text, singapore)
			if !ok {
				if tt.want != "" {
					t.Errorf("not read, want %s", tt.want)
				}
				return
			}
			if tt.want == "" {
				t.Fatalf("got %s, want none", got.Format(time.RFC3339))
			}
			want, err := time.Parse(time.RFC3339, tt.want)
			if err != nil {
				t.Fatal(err)
			}
			if !got.Truncate(time.Second).Equal(want) {
				t.Errorf("got %s, want %s", got.Format(time.RFC3339), want.UTC().Format(time.RFC3339))
			}
			if got.Location() != time.UTC {
				t.Errorf("in %s, want UTC", got.Location())
			}
		})
	}
}

func TestReadWithoutZone(t *testing.T) {
	got, ok := date.Read("3 Jan 2026 10:15", nil)
	if want := time.Date(2026, 1, 3, 10, 15, 0, 0, time.UTC); !ok || !got.Equal(want) {
		t.Errorf("got %v, %v, want %v", got, ok, want)
	}
	summer, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Skip("no time zones on this machine: ", err)
	}
	got, ok = date.Read("3 Jul 2026 10:15", summer)
	if want := time.Date(2026, 7, 3, 14, 15, 0, 0, time.UTC); !ok || !got.Equal(want) {
		t.Errorf("in summer got %v, %v, want %v", got, ok, want)
	}
}

// Every month has a name that is read in each language that has a feed among
// the corpora we know, whatever the case.
func TestMonths(t *testing.T) {
	for language, names := range map[string]string{
		"English":    "January February March April May June July August September October November December",
		"German":     "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
		"French":     "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
		"Spanish":    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
		"Portuguese": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
		"Italian":    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
		"Dutch":      "januari februari maart april mei juni juli augustus september oktober november december",
		"Danish":     "januar februar marts april maj juni juli august september oktober november december",
		"Swedish":    "januari februari mars april maj juni juli augusti september oktober november december",
		"Icelandic":  "janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember",
		"Finnish":    "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta",
		"Estonian":   "jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember",
		"Latvian":    "janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris",
		"Lithuanian": "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio",
		"Polish":     "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
		"Czech":      "ledna února března dubna května června července srpna září října listopadu prosince",
		"Slovak":     "januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra",
		"Hungarian":  "január február március április május június július augusztus szeptember október november december",
		"Romanian":   "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
		"Croatian":   "siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna – studenoga prosinca",
		"Serbian":    "јануар фебруар март април мај јун јул август септембар октобар новембар децембар",
		"Bulgarian":  "януари февруари март април май юни юли август септември октомври ноември декември",
		"Russian":    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
		"Ukrainian":  "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
		"Greek":      "Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου Δεκεμβρίου",
		"Turkish":    "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
		"Indonesian": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
		"Malay":      "Januari Februari Mac April Mei Jun Julai Ogos September Oktober November Disember",
		"Filipino":   "Enero Pebrero Marso Abril Mayo Hunyo Hulyo Agosto Setyembre Oktubre Nobyembre Disyembre",
		"Thai":       "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
		"Thai short": "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.",
		"Hindi":      "जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
		"Arabic":     "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
		"Persian":    "ژانویه فوریه مارس آوریل می ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
		"Urdu":       "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
		"Hebrew":     "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
		"Georgian":   "იანვარი თებერვალი მარტი აპრილი მაისი ივნისი ივლისი აგვისტო სექტემბერი ოქტომბერი ნოემბერი დეკემბერი",
		"Armenian":   "հունվարի փետրվարի մարտի ապրիլի մայիսի հունիսի հուլիսի օգոստոսի սեպտեմբերի հոկտեմբերի նոյեմբերի դեկտեմբերի",
		"Basque":     "urtarrila otsaila martxoa apirila maiatza ekaina uztaila abuztua iraila urria azaroa abendua",
		"Catalan":    "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
	} {
		for i, name := range strings.Fields(names) {
			if name == "–" {
				continue // the Croatian October is the November of most others
			}
			got, ok := date.Read("3 "+name+" 2026", time.UTC)
			if want := time.Date(2026, time.Month(i+1), 3, 0, 0, 0, 0, time.UTC); !ok || !got.Equal(want) {
				t.Errorf("%s %s: got %v, %v, want %v", language, name, got, ok, want)
			}
		}
	}
}
