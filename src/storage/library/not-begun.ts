/** Where a run stands when it was asked for and nobody has taken it up yet. */
export const notBegun = { status: "requested", wish: "run", activeSeconds: 0, possiblyPaidTwice: 0 } as const;
