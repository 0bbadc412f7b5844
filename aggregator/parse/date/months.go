package date

import "strings"

// monthNames are the months' names in the languages of many feeds, cut to what
// tells them apart: a word that begins with one is that month, the longest
// counts. English comes first, then the languages by script.
var monthNames = [12]string{
	`jan jän ene gen janv ian yan xan jaan sty oca sij sau urt led tam ιαν янв яну јан січ сту қаң იან հունվ
	ינו ינואר ينا جان ژانو جنوری जन জানু ม.ค มกรา`,
	`feb fév fev veeb lut şub sub úno vel vas shk ots peb hel febr φεβ фев феб лют ақп თებ փետ
	פבר فبر فيف فور فرو شباط फर फ़र ফেব্রু ก.พ กุมภา`,
	`mar mär mrz mrt már març maart bře ožu kov maa mac μαρ мар бер сак нау მარ մար
	מרץ مارس مارچ آذار मार्च মার্চ มี.ค มีนา`,
	`apr avr abr ápr kwi nis dub tra bal pri api huh απρ апр кві крас сәу აპრ ապր
	אפר أبر ابر أفر آور اپر نيسان अप्र এপ্রিল เม.ย เมษา`,
	`may mai mag mei maj máj maí maig kvě svi geg tou μαϊ μαΐ μαι мая май мај тра мам მაი մայ
	מאי ماي مايو می مئی أيار मई মে พ.ค พฤษภา`,
	`jun giu jún juin juun jūn juny xuñ iun iyun cze čvn červ lipa lipn bir haz qer eka kes hun ιουν июн юни јун чер чэр мау ივნ հունի
	יונ يون جوان ژوئن جون حزيران जून জুন มิ.ย มิถุน`,
	`jul lug júl juil juul jūl juli xul iul iyul lip čvc července červenec srpnj srpan lie tem kor uzt hul hei ιουλ июл юли јул лип ліп шіл ივლ հուլ
	יול يول جويل ژوئی جولا تموز जुल জুলাই ก.ค กรกฎ`,
	`aug ago août aoû avg avq agu ogo ágú sie srp kol rugp ağu gus abu elo αυγ авг сер жні там აგვ օգո
	אוג أغس اغس أوت اوت اگست अग আগস্ট ส.ค สิงห`,
	`sep set szept wrz zář ruj rugs eyl sht ira syy σεπ сен сеп вер қыр სექ սեպ
	ספט سبت سپت ستم أيلول सित সেপ্টে ก.ย กันยา`,
	`oct okt out ott ócт ókt paź říj spa eki tet urr lok οκτ окт жов қаз ოქტ հոկ
	אוק أكت اكت اکت अक्ट अक्तू অক্টো ต.ค ตุลา`,
	`nov nob noy noi nóv lis stu lap kas nën aza marr νοε ноя нов ное лис ліс қар ნოე նոյ
	נוב نوف نوا نوم नव নভে พ.ย พฤศจิ`,
	`dec dez déc dic dek det des dis gru pro gruo ara dhj abe jou δεκ дек дец гру сне жел დეკ դեկ
	דצמ ديس دسا دسم दिस ডিসে ธ.ค ธันวา`,
}

// months maps each of the names to its month.
var months = func() map[string]int {
	m := map[string]int{}
	for i, names := range monthNames {
		for name := range strings.FieldsSeq(names) {
			m[name] = i + 1
		}
	}
	return m
}()

// weekdays begin like a month of some language and are none.
var weekdays = []string{
	"mardi", "martes", "marte", "marți", "maand", "maanan", "keski", "серед",
}

// monthOf returns the month that a lower-case word names, or 0.
func monthOf(w string) int {
	for _, day := range weekdays {
		if strings.HasPrefix(w, day) {
			return 0
		}
	}
	for n := len(w); n >= 2; n-- {
		if m := months[w[:n]]; m != 0 {
			return m
		}
	}
	return 0
}
