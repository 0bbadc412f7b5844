package render

import "strings"

// language returns a BCP 47 tag in its usual spelling, or "" if s is none:
// "EN_us" is "en-US". What follows the language is left off if it makes no
// sense.
func language(s string) string {
	parts := strings.Split(strings.ReplaceAll(strings.TrimSpace(s), "_", "-"), "-")
	tag := strings.ToLower(parts[0])
	if wider, ok := widerLanguages[tag]; ok {
		tag = wider
	}
	if !languages[tag] {
		return ""
	}
	place := 0 // of what may follow: script, region, variants
	for _, part := range parts[1:] {
		kind, spelt := subtag(part)
		if kind == 0 || kind <= place && kind != variant {
			break
		}
		place = kind
		tag += "-" + spelt
	}
	return tag
}

// The subtags after the language, in their order.
const (
	script = iota + 1
	territory
	variant
)

// subtag returns what kind of subtag s is and its usual spelling; kind 0 for
// none (RFC 5646 section 2.1).
func subtag(s string) (kind int, spelt string) {
	letters, alphanumeric := true, true
	for i := range len(s) {
		letters = letters && isLetter(s[i])
		alphanumeric = alphanumeric && (isLetter(s[i]) || isDigit(s[i]))
	}
	switch {
	case !alphanumeric:
	case len(s) == 2 && letters, len(s) == 3 && strings.Trim(s, "0123456789") == "":
		return territory, strings.ToUpper(s)
	case len(s) == 4 && letters:
		return script, strings.ToUpper(s[:1]) + strings.ToLower(s[1:])
	case len(s) >= 5 && len(s) <= 8, len(s) == 4 && isDigit(s[0]):
		return variant, strings.ToLower(s)
	}
	return 0, ""
}

// primary is the language of a tag without its regions.
func primary(tag string) string {
	p, _, _ := strings.Cut(tag, "-")
	return p
}

// languages are the codes of ISO 639-1, and those of ISO 639-2 for languages
// that have none there.
var languages = func() map[string]bool {
	set := map[string]bool{}
	for code := range strings.FieldsSeq(isoLanguages) {
		set[code] = true
	}
	return set
}()

// widerLanguages are what validators know instead of newer codes: the
// macrolanguage of ISO 639-3, or the language it was counted to before.
var widerLanguages = map[string]string{
	"als": "sq", "arb": "ar", "ary": "ar", "arz": "ar", "ayr": "ay", "azb": "az", "azj": "az", "ckb": "ku",
	"cmn": "zh", "cnr": "sr", "ekk": "et", "gug": "gn", "khk": "mn", "kmr": "ku", "lvs": "lv", "nan": "zh",
	"npi": "ne", "pbt": "ps", "pes": "fa", "plt": "mg", "pnb": "pa", "prs": "fa", "quz": "qu", "sdh": "ku",
	"swh": "sw", "uzn": "uz", "ydd": "yi", "yue": "zh", "zsm": "ms", "zgh": "ber", "zza": "ku",
	"in": "id", "iw": "he", "ji": "yi",
}

const isoLanguages = `
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de
dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id
ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu
lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu
rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr
ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
ace ach ada ady afa afh ain akk ale alg alt ang anp apa arc arn arp art arw ast ath aus awa bad bai
bal ban bas bat bej bem ber bho bik bin bla bnt bra btk bua bug byn cad cai car cau ceb cel chb chg
chk chm chn cho chp chr chy cmc cop cpe cpf cpp crh crp csb cus dak dar day del den dgr din doi dra
dsb dua dum dyu efi egy eka elx enm ewo fan fat fil fiu fon frm fro frr frs fur gaa gay gba gem gez
gil gmh goh gon gor got grb grc gsw gwi hai haw hil him hit hmn hsb hup iba ijo ilo inc ine inh ira
iro jbo jpr jrb kaa kab kac kam kar kaw kbd kha khi kho kmb kok kos kpe krc krl kro kru kum kut lad
lah lam lez lol loz lua lui lun luo lus mad mag mai mak man map mas mdf mdr men mga mic min mkh mnc
mni mno moh mos mun mus mwl mwr myn myv nah nai nap nds new nia nic niu nog non nso nub nwc nym nyn
nyo nzi osa ota oto paa pag pal pam pap pau peo phi phn pon pra pro raj rap rar roa rom rup sad sah
sai sal sam sas sat scn sco sel sem sga sgn shn sid sio sit sla sma smi smj smn sms snk sog son srn
srr ssa suk sus sux syr tai tem ter tet tig tiv tkl tlh tli tmh tog tpi tsi tum tup tut tvl tyv udm
uga umb vai vot wak wal war was wen xal yao yap ypk zap zen znd zun`
