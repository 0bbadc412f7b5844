// Package cover draws the square picture that podcast apps show for a region's
// podcasts: the name of the region before a globe, with the one meridian that
// changes the date.
//
//	png, err := cover.PNG("southeast-asia", "Southeast Asia", "Example Wire")
//
// It is what directories ask for: a PNG in RGB without transparency, [Size]
// pixels wide and high, the name large enough to be read at 55 pixels. The
// colours hang on the slug, so a list of regions can be told apart at a glance.
// Nothing is measured but with the fonts it carries (Go Bold and Go Regular),
// so equal names give equal bytes on every machine. Names in scripts these
// fonts do not have are left out; the slug stands for a region's.
package cover
