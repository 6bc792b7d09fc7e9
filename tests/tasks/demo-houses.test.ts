import { expect, test } from "vitest";

import { examples } from "../../src/setup/draft/examples.ts";
import { demoHouses, houseAfter } from "../../src/tasks/routing/demo-houses.ts";
import { houseLabels, houseWords } from "../../src/tasks/routing/house.ts";
import { drawPolicy } from "../../src/tasks/routing/policy.ts";

/** What a reader who knows no house would think sensible: where a message about the word might well be sent. */
const sensibleLabels: Readonly<Record<string, string>> = {
  refund: "BILLING PAYMENT FINANCE RETURNS ORDERS",
  invoice: "BILLING PAYMENT FINANCE INVOICES",
  password: "ACCOUNT ACCESS SUPPORT TECH",
  login: "ACCOUNT ACCESS SUPPORT TECH",
  crash: "TECH SOFTWARE SUPPORT CRITICAL URGENT",
  delivery: "SHIPPING LOGISTICS ORDERS",
  parcel: "SHIPPING LOGISTICS ORDERS",
  package: "SHIPPING LOGISTICS ORDERS",
  warranty: "RETURNS REPAIR SUPPORT",
  discount: "SALES SHOP BILLING",
  coupon: "SALES SHOP BILLING",
  voucher: "SALES SHOP BILLING",
  privacy: "LEGAL COMPLIANCE",
  press: "OFFICE",
  job: "JOBS PEOPLE",
  gift: "SHOP SALES ORDERS",
  allergy: "SAFETY URGENT CRITICAL",
  smoke: "SAFETY URGENT CRITICAL",
  injury: "SAFETY URGENT CRITICAL LEGAL",
  price: "SALES SHOP BILLING",
  payment: "BILLING PAYMENT FINANCE",
  card: "BILLING PAYMENT FINANCE",
  receipt: "BILLING PAYMENT FINANCE INVOICES",
  error: "TECH SOFTWARE SUPPORT",
  outage: "TECH NETWORK SUPPORT CRITICAL URGENT",
  account: "ACCOUNT ACCESS",
  address: "SHIPPING ACCOUNT LOGISTICS",
  tracking: "SHIPPING LOGISTICS ORDERS",
  courier: "SHIPPING LOGISTICS",
  damage: "RETURNS REPAIR",
  scratch: "RETURNS REPAIR",
  upgrade: "SALES PREMIUM",
  subscription: "BILLING ACCOUNT MEMBER PREMIUM",
  plan: "BILLING SALES PREMIUM",
  membership: "MEMBER ACCOUNT PREMIUM",
  spam: "ABUSE FRAUD",
  phishing: "FRAUD ABUSE",
  scam: "FRAUD ABUSE",
  hacker: "FRAUD ABUSE CRITICAL URGENT",
  integration: "TECH SOFTWARE",
  api: "TECH SOFTWARE",
  webhook: "TECH SOFTWARE",
  phone: "HARDWARE SUPPORT TECH",
  sound: "HARDWARE TECH SUPPORT",
  microphone: "HARDWARE TECH",
  video: "TECH SUPPORT",
  training: "PEOPLE",
  course: "BOOKING",
  partnership: "SALES",
  interview: "JOBS PEOPLE",
  feature: "FEEDBACK SOFTWARE",
  staff: "PEOPLE FEEDBACK",
  store: "SHOP SALES",
  bill: "BILLING PAYMENT FINANCE INVOICES",
  seat: "BOOKING TICKETS",
  profile: "ACCOUNT ACCESS",
  charger: "HARDWARE",
  accident: "SAFETY URGENT CRITICAL",
  gluten: "SAFETY",
  website: "TECH SOFTWARE SUPPORT",
  app: "TECH SOFTWARE SUPPORT",
  software: "SOFTWARE TECH",
  version: "SOFTWARE TECH",
  survey: "FEEDBACK REVIEW",
  flight: "TRAVEL BOOKING TICKETS",
  booking: "BOOKING TRAVEL",
  reservation: "BOOKING TRAVEL",
  luggage: "TRAVEL",
  taxi: "TRAVEL",
  elevator: "REPAIR HOUSING SAFETY",
  heating: "REPAIR HOUSING",
  shower: "REPAIR HOUSING",
  laptop: "HARDWARE TECH REPAIR",
  printer: "PRINT HARDWARE REPAIR",
  keyboard: "HARDWARE TECH REPAIR",
  screen: "HARDWARE TECH REPAIR",
  battery: "HARDWARE REPAIR TECH",
  cable: "HARDWARE NETWORK",
  contract: "LEGAL COMPLIANCE",
  budget: "FINANCE",
  insurance: "LEGAL FINANCE",
  loan: "FINANCE",
  rent: "HOUSING FINANCE",
  tax: "FINANCE LEGAL COMPLIANCE",
  salary: "PEOPLE FINANCE",
};

const surprises = (policySeed: number): readonly string[] =>
  drawPolicy(policySeed)
    .rules.filter(({ word, label }) => !(sensibleLabels[word] ?? "").split(" ").includes(label))
    .map(({ word, label }) => `${word} ${label}`);

test("in every house a visitor meets most words go where anybody would send them, and at most two surprise", () => {
  for (const house of [...demoHouses, ...examples.map(({ policySeed }) => policySeed)]) {
    const { rules } = drawPolicy(house);
    const most = rules.length < 6 ? 1 : 2;
    expect({ house, beyond: surprises(house).slice(most) }).toEqual({ house, beyond: [] });
  }
});

test("what is called sensible is said in the house's own words and labels", () => {
  expect(Object.keys(sensibleLabels).filter((word) => !houseWords.includes(word))).toEqual([]);
  const labels = new Set(Object.values(sensibleLabels).flatMap((list) => list.split(" ")));
  expect([...labels].filter((label) => !houseLabels.includes(label))).toEqual([]);
});

test("one house follows another in a round, and a house of one's own is followed by the next number", () => {
  expect(houseAfter(demoHouses[0])).toBe(demoHouses[1]);
  expect(houseAfter(demoHouses.at(-1)!)).toBe(demoHouses[0]);
  expect(houseAfter(5)).toBe(6);
});
