/** What can be done with the sealed keys of this browser. */
export type VaultDeed = "seal" | "unlock" | "change";

/** Letters a passphrase has at least. */
export const shortestPassphrase = 8;

/** What each of them says when it asks for the passphrase. */
export const vaultWords: Readonly<
  Record<VaultDeed, { readonly title: string; readonly submit: string; readonly hint: string }>
> = {
  seal: {
    title: "Keep the keys, sealed",
    submit: "Seal and keep",
    hint: `One passphrase for all keys, of at least ${shortestPassphrase} characters. It is stored nowhere: if you forget it, forget the keys and enter them again.`,
  },
  unlock: { title: "Unlock the keys", submit: "Unlock", hint: "The one the keys were sealed with." },
  change: { title: "Change the passphrase", submit: "Change", hint: "The one the keys were sealed with." },
};
