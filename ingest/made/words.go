package made

// The words that articles are made of. A form has its names in braces.

var sentences = []string{
	"{P} met {Q} in {TOWN} {WHEN}.",
	"{P}, the {ROLE}, said {WHEN} that {A} would not accept the plan.",
	"\"We have waited long enough for {THING},\" {LAST} told reporters {WHEN}.",
	"{A} accused {B} of breaking the agreement on {THING}.",
	"{B} denied that its troops had crossed the border near {TOWN}.",
	"Police arrested {N} people in {TOWN} {WHEN}.",
	"The government of {A} sent {N} trucks with {THING} to {TOWN} {WHEN}.",
	"{BODY} called on {A} to withdraw its forces from {TOWN}.",
	"{P} resigned as {ROLE} {WHEN} after a dispute about {THING}.",
	"{Q} was elected {ROLE} {WHEN}.",
	"{A} and {B} agreed {WHEN} to resume talks about {THING}.",
	"According to {BODY}, {N} people were injured in {TOWN}.",
	"{LAST} spoke with {Q} by telephone {WHEN}.",
	"The court in {TOWN} sentenced {P} to {N} months in prison {WHEN}.",
	"{A} imposed sanctions on {B} {WHEN}.",
	"{P} visited {TOWN} {WHEN} and praised the work of {BODY}.",
	"The talks are to continue next week, {QLAST} said.",
	"Prices of {THING} have risen for {N} weeks.",
	"Hundreds protested in {TOWN} {WHEN} against the decision of {P}.",
	"{Q} criticised {A} for its policy on {THING}.",
	"A spokesman for {BODY} said that the number could still rise.",
	"The army of {A} attacked positions near {TOWN} {WHEN}, {BODY} said.",
	"{P} promised to send a mission to {TOWN} before the end of the year.",
	"It was not clear who had ordered the attack.",
	"{A} will pay for {THING}, the {ROLE} {P} announced {WHEN}.",
	"In {TOWN}, where {N} families live near the river, schools stayed closed.",
	"{QLAST} declined to comment.",
	"The parliament of {B} rejected the law on {THING} {WHEN}.",
	"{P} warned {B} against closing the road to {TOWN}.",
	"Rescue workers found {N} survivors {WHEN}.",
}

var (
	given = []string{
		"Anna", "Boris", "Clara", "Daniel", "Elena", "Felix", "Greta", "Hassan", "Irina", "Jonas", "Katrin", "Leon", "Mira", "Nadia", "Oskar", "Paula",
		"Rafael", "Sofia", "Tomas", "Ursula", "Viktor", "Wanda", "Yusuf", "Zora", "Amir", "Bella", "Carlos", "Dora", "Emil", "Farida", "Georg", "Helena",
	}
	family = []string{
		"Adler", "Bekele", "Castro", "Dragan", "Eriksen", "Farkas", "Grau", "Haddad", "Ivanko", "Jansen", "Kohl", "Lindgren", "Moran", "Novak", "Okafor", "Petrov",
		"Quiroga", "Rahman", "Silva", "Tanaka", "Ulrich", "Vargas", "Weiss", "Yilmaz", "Zeman", "Abiola", "Brandt", "Cohen", "Duarte", "Engel", "Fischer", "Gomez",
		"Hansen", "Ibarra", "Jovic", "Kamara", "Lund", "Mbeki", "Nilsen", "Osman", "Pavlov", "Rossi", "Santos", "Toure", "Urban", "Volkov", "Winter", "Zimmer",
		"Aalto", "Bruni", "Cruz", "Diallo", "Egger", "Fontana", "Gruber", "Horvat", "Ilic", "Kask", "Laine", "Marek", "Nemec", "Orlov", "Popescu", "Richter",
	}
	countries = []string{
		"Russia", "Ukraine", "France", "Germany", "China", "Iran", "Israel", "Turkey", "India", "Pakistan", "Syria", "Egypt", "Brazil", "Japan", "Poland", "Italy",
		"Spain", "Mexico", "Nigeria", "Kenya", "Sudan", "Iraq", "Greece", "Serbia", "Norway", "Canada", "Chile", "Peru", "Cuba", "Ethiopia", "Georgia", "Armenia",
	}
	places = []string{
		"Geneva", "Vienna", "Istanbul", "Kharkiv", "Lyon", "Odesa", "Aleppo", "Lahore", "Mumbai", "Cairo", "Nairobi", "Lagos", "Osaka", "Turin", "Seville", "Hamburg",
		"Gdansk", "Tbilisi", "Yerevan", "Khartoum", "Basra", "Tabriz", "Izmir", "Toronto", "Lima", "Santiago", "Havana", "Bergen", "Athens", "Novi Sad",
	}
	bodies = []string{
		"the United Nations", "the Red Cross", "the European Union", "the defence ministry", "the interior ministry", "the African Union", "the health ministry", "the NATO alliance",
	}
	roles = []string{
		"foreign minister", "defence minister", "prime minister", "opposition leader", "ambassador", "mayor", "governor", "party leader", "finance minister", "army chief",
	}
	things = []string{
		"grain", "natural gas", "medicine", "clean water", "the customs tariff", "the border crossing", "the prisoners", "housing", "the fishing quota", "the railway", "steel", "the election law",
	}
	papers = []string{
		"Harbour Times", "Northern Ledger", "Meridian Daily", "Kurier Weekly", "Valley Post", "Evening Courier", "Coastal Review",
	}
)
