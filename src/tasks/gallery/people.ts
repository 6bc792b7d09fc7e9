import type { SeededRandom } from "../../shared/seeded-random.ts";

const first = [
  "Anna",
  "Ben",
  "Carla",
  "David",
  "Elif",
  "Farid",
  "Grace",
  "Henry",
  "Ivana",
  "Jonas",
  "Keiko",
  "Liam",
  "Maria",
  "Noah",
  "Olivia",
  "Petra",
  "Quentin",
  "Rosa",
  "Samir",
  "Tessa",
  "Uma",
  "Viktor",
  "Wanda",
  "Yusuf",
  "Zoe",
];
const last = [
  "Adler",
  "Brooks",
  "Castillo",
  "Dubois",
  "Ek",
  "Fischer",
  "Garcia",
  "Hansen",
  "Ito",
  "Jansen",
  "Kowalski",
  "Lopez",
  "Meyer",
  "Novak",
  "Okafor",
  "Parker",
  "Quist",
  "Rossi",
  "Silva",
  "Tanaka",
  "Ueda",
  "Vogel",
  "Weber",
  "Young",
  "Zhou",
];
const companies = [
  "Blue Anchor",
  "Cedar & Sons",
  "Northwind Tools",
  "Maple Bakery",
  "Orbit Print",
  "Harbor Freight Lines",
  "Sunrise Clinic",
  "Tulip Travel",
  "Granite Works",
  "Willow Books",
];
const streets = [
  "Mill Lane",
  "Station Road",
  "Church Street",
  "Lake View",
  "Garden Way",
  "Market Square",
  "Hill Street",
  "Bridge Road",
];
const cities = ["Leeds", "Porto", "Graz", "Lyon", "Bergen", "Ghent", "Turin", "Gdansk", "Malaga", "Tampere"];

interface InventedPerson {
  readonly name: string;
  readonly first: string;
  readonly email: string;
  readonly phone: string;
  readonly company: string;
  readonly address: string;
  readonly city: string;
}

/** A person who does not exist: reserved mail domains, telephone numbers set aside for fiction. */
export function inventPerson(random: SeededRandom): InventedPerson {
  const firstName = random.pick(first);
  const lastName = random.pick(last);
  const company = random.pick(companies);
  const mailName = random
    .pick([`${firstName}.${lastName}`, `${firstName[0]}${lastName}`, `${lastName}${random.below(90) + 10}`])
    .toLowerCase();
  const domain = random.pick(["example.com", "example.org", "example.net"]);
  const city = random.pick(cities);
  return {
    name: `${firstName} ${lastName}`,
    first: firstName,
    email: `${mailName}@${domain}`,
    phone: `+44 20 7946 0${100 + random.below(900)}`,
    company,
    address: `${1 + random.below(180)} ${random.pick(streets)}, ${city}`,
    city,
  };
}
