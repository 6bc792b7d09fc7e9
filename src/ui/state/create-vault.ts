import { type VaultDeeds, vaultDeeds } from "../../setup/vault-deeds.ts";
import { useDatabase } from "./database.tsx";
import { useWorkers } from "./workers.tsx";

/** What is done with the sealed keys of this browser: student.worker seals and opens, the database keeps. */
export const createVault = (): VaultDeeds => vaultDeeds(useDatabase(), useWorkers().students);
