import { moveToBin, restore } from "../../storage/library/bin.ts";
import { useDeed } from "../kit/deed.ts";
import { useToast } from "../kit/toast.tsx";
import { useDatabase } from "./database.tsx";

/** Puts something into the bin, and says so with a way back. */
export function useBin(): (kind: "task" | "run", id: string, name: string) => Promise<void> {
  const db = useDatabase();
  const tell = useToast();
  const deed = useDeed();
  return async (kind, id, name) => {
    await moveToBin(db, { kind, id }, Date.now());
    tell({
      text: `${name} is in the bin.`,
      undo: () => deed(`The ${kind} could not be put back`, () => restore(db, { kind, id })),
    });
  };
}
