import { createSeededRandom, type SeededRandom } from "../../shared/seeded-random.ts";
import type { Passage } from "../retrieval/search.ts";

/** Facts of an invented country, and the passages that tell them. No model can know them by heart. */
export interface Encyclopaedia {
  readonly towns: readonly Town[];
  readonly people: readonly Person[];
  readonly works: readonly Work[];
  readonly passages: readonly Passage[];
}

interface Town {
  readonly name: string;
  readonly river: string;
  readonly founded: number;
  readonly famousFor: string;
}

interface Person {
  readonly name: string;
  readonly born: number;
  readonly town: Town;
  readonly trade: string;
}

interface Work {
  readonly name: string;
  readonly kind: string;
  readonly year: number;
  readonly by: Person;
}

const starts = [
  "Al",
  "Bren",
  "Cor",
  "Dal",
  "El",
  "Fen",
  "Gar",
  "Hal",
  "Is",
  "Jor",
  "Kel",
  "Lor",
  "Mar",
  "Nor",
  "Or",
  "Pel",
  "Quin",
  "Ros",
  "Sel",
  "Tor",
  "Ul",
  "Var",
  "Wen",
  "Yar",
  "Zel",
];
const ends = [
  "ba",
  "dor",
  "eth",
  "fell",
  "gan",
  "holm",
  "ira",
  "kirk",
  "lund",
  "mere",
  "nau",
  "os",
  "pol",
  "rath",
  "stad",
  "thal",
  "und",
  "vik",
  "wick",
  "zen",
];
const firstNames = [
  "Ada",
  "Bela",
  "Cleo",
  "Dario",
  "Edda",
  "Falk",
  "Gita",
  "Hugo",
  "Ines",
  "Jaro",
  "Kaja",
  "Levi",
  "Mira",
  "Nils",
  "Olga",
  "Pavel",
  "Rena",
  "Sven",
  "Tilda",
  "Urs",
  "Vera",
  "Wim",
  "Yara",
  "Zeno",
];
const trades = [
  "composer",
  "painter",
  "architect",
  "poet",
  "botanist",
  "engineer",
  "baker",
  "cartographer",
  "clockmaker",
  "astronomer",
];
const kinds: Readonly<Record<string, string>> = {
  composer: "opera",
  painter: "mural",
  architect: "bridge",
  poet: "book of verse",
  botanist: "herb garden",
  engineer: "canal lock",
  baker: "festival cake",
  cartographer: "atlas",
  clockmaker: "tower clock",
  astronomer: "star chart",
};
const crafts = [
  "blue glass",
  "smoked trout",
  "silver bells",
  "plum jam",
  "wool carpets",
  "salt candles",
  "paper kites",
  "copper kettles",
  "hazel honey",
  "chess sets",
];

/** Writes the encyclopaedia of a seed: 24 towns, 40 people, 60 works. */
export function writeEncyclopaedia(seed: number): Encyclopaedia {
  const random = createSeededRandom(seed, "encyclopaedia");
  const names = inventNames(random, 160);
  const take = () => names.pop() as string;
  const rivers = Array.from({ length: 8 }, take);
  const towns = Array.from({ length: 24 }, (): Town => ({
    name: take(),
    river: random.pick(rivers),
    founded: 1100 + random.below(600),
    famousFor: random.pick(crafts),
  }));
  const people = Array.from({ length: 40 }, (_, index): Person => ({
    name: `${firstNames[index % firstNames.length]} ${take()}`,
    born: 1720 + random.below(200),
    town: random.pick(towns),
    trade: random.pick(trades),
  }));
  const works = Array.from({ length: 60 }, (): Work => {
    const by = random.pick(people);
    return {
      name: `The ${take()}`,
      kind: kinds[by.trade] as string,
      year: by.born + 20 + random.below(45),
      by,
    };
  });
  return {
    towns,
    people,
    works,
    passages: random.shuffled([...towns.map(tellTown), ...people.map(tellPerson), ...works.map(tellWork)]),
  };
}

function inventNames(random: SeededRandom, count: number): string[] {
  const names = new Set<string>();
  while (names.size < count) names.add(random.pick(starts) + random.pick(ends));
  return [...names];
}

function tellTown({ name, river, founded, famousFor }: Town): Passage {
  return {
    title: name,
    text: `${name} is a town on the river ${river}. It was founded in ${founded} and is known for its ${famousFor}.`,
  };
}

function tellPerson({ name, born, town, trade }: Person): Passage {
  return { title: name, text: `${name} was a ${trade}, born in ${born} in ${town.name}.` };
}

function tellWork({ name, kind, year, by }: Work): Passage {
  const article = /^[aeiou]/.test(kind) ? "an" : "a";
  return { title: name, text: `${name} is ${article} ${kind} of ${year} by ${by.name}.` };
}
