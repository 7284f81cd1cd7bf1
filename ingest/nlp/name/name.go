// Package name finds the names in an article: of people, bodies, places that
// act, other places, buildings, groups of people, products, works, laws and
// occasions. It takes the layers up to the dependencies and gives one named
// mention per name, with the title and role words that belong to it. A linear
// sequence model and a small network that package train/nametrain makes say
// together where names are; word lists say what the words around them are. It does
// not decide which mentions are the same (resolve does).
package name
