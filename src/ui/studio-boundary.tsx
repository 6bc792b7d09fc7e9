import { ErrorBoundary, type JSX, onCleanup } from "solid-js";

import { AppError } from "./app-error.tsx";

/** Around the whole studio: shows a fault no page's own boundary caught, until it is tried again or another page is asked for. */
export function StudioBoundary(props: { readonly children?: JSX.Element }): JSX.Element {
  return (
    <ErrorBoundary
      fallback={(error, reset) => {
        // The router went with the studio: only the address itself still says that another page is wanted.
        window.addEventListener("hashchange", reset);
        onCleanup(() => window.removeEventListener("hashchange", reset));
        return <AppError error={error} onRetry={reset} />;
      }}
    >
      {props.children}
    </ErrorBoundary>
  );
}
