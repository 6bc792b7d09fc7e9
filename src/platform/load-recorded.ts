interface Refused {
  readonly kind: "bad-import";
  readonly message: string;
}

/** A recording that ships with the studio. One built without it has no such file; a static server may answer with a page instead. */
export async function loadRecorded<Reading>(
  name: "grpo" | "race",
  read: (value: unknown) => Reading,
): Promise<Reading | Refused | { readonly kind: "none" }> {
  const response = await fetch(new URL(`recorded/${name}.json`, document.baseURI));
  if (!response.ok || response.headers.get("content-type")?.includes("json") !== true)
    return { kind: "none" };
  try {
    return read(await response.json());
  } catch {
    return { kind: "bad-import", message: "the file is not JSON" };
  }
}
