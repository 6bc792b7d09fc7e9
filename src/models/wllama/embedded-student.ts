import embeddedUrl from "/models/embedded-student.gguf?url";

/** Where the model that ships with the studio lies, on whatever path the studio is served from. */
export function embeddedStudentUrl(): string {
  return new URL(embeddedUrl, self.location.href).href;
}
