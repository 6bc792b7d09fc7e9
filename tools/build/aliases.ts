/** Packages that are taken by another door than the first one they offer, in the built page and in its tests alike. */
export const aliases = [
  // Its modules, not the script for old browsers: 4 kB less in the first page.
  { find: /^dexie$/, replacement: "dexie/dist/modern/dexie.mjs" },
];
