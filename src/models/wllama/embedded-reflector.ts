import embeddedUrl from "/models/embedded-reflector.gguf?url";

/** Where the small network that rewrites lies, on whatever path the studio is served from. */
export function embeddedReflectorUrl(): string {
  return new URL(embeddedUrl, self.location.href).href;
}
