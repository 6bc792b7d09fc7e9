/** The ways each state is looked at. */
export interface Look {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly scheme: "light" | "dark";
  /** As it comes out on paper. */
  readonly print?: boolean;
}

export const looks: readonly Look[] = [
  { name: "1440-light", width: 1440, height: 900, scheme: "light" },
  { name: "1440-dark", width: 1440, height: 900, scheme: "dark" },
  { name: "390-light", width: 390, height: 844, scheme: "light" },
  { name: "390-dark", width: 390, height: 844, scheme: "dark" },
];

/** Looked at only where a page is shown to many or printed: a projector, paper, and the narrowest phone. */
export const moreLooks: readonly Look[] = [
  { name: "2560-light", width: 2560, height: 1440, scheme: "light" },
  { name: "360-light", width: 360, height: 740, scheme: "light" },
  { name: "paper", width: 760, height: 1075, scheme: "light", print: true },
];
