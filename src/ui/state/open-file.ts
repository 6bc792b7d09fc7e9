import { useNavigate } from "@solidjs/router";

import { routes } from "../../views/routes.ts";
import { useDeed } from "../kit/deed.ts";
import { useToast } from "../kit/toast.tsx";
import { useDatabase } from "./database.tsx";
import { useDroppedFile } from "./dropped-file.tsx";

/** Opens a file: a run of another program is shown, anything else is rows for New run. */
export function createOpenFile(): (file: File) => void {
  const db = useDatabase();
  const dropped = useDroppedFile();
  const navigate = useNavigate();
  const tell = useToast();
  const deed = useDeed();
  const open = async (file: File): Promise<void> => {
    const { takeRunFile } = await import("../../setup/foreign-run/take-run-file.ts");
    const taken = await takeRunFile(db, file, Date.now());
    if (taken !== undefined && "problem" in taken) return tell({ text: taken.problem, isBad: true });
    if (taken === undefined) dropped.put(file);
    navigate(taken === undefined ? routes.newRun : routes.run(taken.runId));
  };
  return (file) => void deed("The file could not be opened", () => open(file));
}
