/** The first run as Home starts it: house policy 2, search seed 1. */
export const firstRunId = "home-2-1";
