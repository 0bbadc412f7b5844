package press

import (
	"math"
	"math/rand/v2"
	"strings"
)

// vocabulary is how many words there are. A word of rank r comes up with a
// probability of about 1/r, as in prose, so that texts pack and are searched
// like it.
const vocabulary = 60_000

// small are the words of the first ranks: they stand in every text.
var small = strings.Fields(`the of and to in a is that for it was on are as with his they at be this from have or
	by one had not but what all were when we there can an your which their said if do will each about how up out
	them then she many some so these would other into has more her two like him see time could no make than first
	been its who now people my made over did down only way find use may water long little very after`)

var syllables = strings.Fields(`ba be bo bra ca ce co cro da de di dor du el en er fa fe fi for ga ge go gra ha he hi
	in ja ka ke ki la le li lo lu ma me mi mo mu na ne ni no nu o pa pe pi po pra qua ra re ri ro ru sa se si so sta
	ste su ta te ti to tra tri tu u va ve vi vo wa we ya za ze zo`)

// Word is the word of a rank, from 0 to the end of the vocabulary.
func Word(rank int) string {
	if rank < len(small) {
		return small[rank]
	}
	r := rand.New(rand.NewPCG(uint64(rank), 7))
	var b strings.Builder
	for range 2 + r.IntN(3) {
		b.WriteString(syllables[r.IntN(len(syllables))])
	}
	if r.IntN(4) == 0 {
		b.WriteString([]string{"s", "ed", "ing", "er"}[r.IntN(4)])
	}
	return b.String()
}

// dictionary draws words.
type dictionary struct {
	words []string
	log   float64
}

func newDictionary() *dictionary {
	d := &dictionary{words: make([]string, vocabulary), log: math.Log(vocabulary)}
	for rank := range d.words {
		d.words[rank] = Word(rank)
	}
	return d
}

func (d *dictionary) draw(r *rand.Rand) string {
	return d.words[min(int(math.Exp(r.Float64()*d.log))-1, vocabulary-1)]
}

// sentence appends a sentence of n words.
func (d *dictionary) sentence(b *strings.Builder, r *rand.Rand, n int) {
	for i := range n {
		w := d.draw(r)
		if i == 0 {
			b.WriteString(strings.ToUpper(w[:1]))
			w = w[1:]
		} else {
			b.WriteByte(' ')
		}
		b.WriteString(w)
	}
	b.WriteByte('.')
}
