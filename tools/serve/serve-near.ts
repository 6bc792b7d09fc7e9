import { serve, type RunningServer, type ServeOptions } from "./static-server.ts";

function isTaken(error: unknown): boolean {
  return (
    error instanceof Error && "code" in error && (error.code === "EADDRINUSE" || error.code === "EACCES")
  );
}

/** Serves on the wanted port or, where others hold it and the next few, on any free one. */
export async function serveNear(options: ServeOptions & { readonly port: number }): Promise<RunningServer> {
  for (let port = options.port; port < options.port + 10; port += 1) {
    try {
      return await serve({ ...options, port });
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
  return serve({ ...options, port: 0 });
}
