import type { KeyRing } from "../keys.ts";
import type { HostSession } from "./host-session.ts";

/** The vault's part of the host: keys go between the ring in this worker's memory and their sealed rows. */
export function makeVaultKeeper(
  keys: KeyRing,
): Pick<HostSession, "sealKeys" | "unlockVault" | "changePassphrase"> {
  return {
    async sealKeys(vault, passphrase, origins = keys.origins()) {
      const { sealKeys } = await import("../vault.ts");
      const held = origins.flatMap((origin) => {
        const key = keys.keyFor(origin);
        return key === undefined ? [] : [{ origin: new URL(origin).origin, key }];
      });
      return sealKeys(vault, passphrase, held, Date.now());
    },
    async unlockVault(vault, passphrase) {
      const { openVault } = await import("../vault.ts");
      const opened = await openVault(vault, passphrase);
      if (opened.kind === "wrong-passphrase") return opened;
      for (const { origin, key } of opened.keys) keys.remember(origin, key);
      const { unopened, change } = opened;
      const origins = opened.keys.map(({ origin }) => origin);
      return { kind: "unlocked", origins, unopened, ...(change ? { change } : {}) };
    },
    async changePassphrase(master, before, after) {
      const vault = await import("../vault.ts");
      return vault.changePassphrase(master, before, after);
    },
  };
}
