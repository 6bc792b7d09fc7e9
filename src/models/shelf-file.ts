import { emptyShelf, parseShelf, type Shelf } from "./shelf.ts";

let read: Promise<Shelf> | undefined;

/** The shelf lies beside the page and is read once; without it (a damaged copy of the studio) there is none. */
export function readShelf(): Promise<Shelf> {
  read ??= fetch("./models/shelf.json")
    .then(async (answer) => parseShelf(await answer.json()))
    .catch(() => {
      read = undefined;
      return emptyShelf;
    });
  return read;
}
