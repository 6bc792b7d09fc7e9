import { useLocation } from "@solidjs/router";
import { createEffect, ErrorBoundary, type JSX, on } from "solid-js";

import { AppError } from "./app-error.tsx";

/** Keeps a page's fault that page's own: whoever opens another page, or the same with another subject, leaves it. */
export function PageBoundary(props: { readonly children?: JSX.Element }): JSX.Element {
  const location = useLocation();
  return (
    <ErrorBoundary
      fallback={(error, reset) => {
        createEffect(on(() => `${location.pathname}${location.search}`, reset, { defer: true }));
        return <AppError error={error} onRetry={reset} />;
      }}
    >
      {props.children}
    </ErrorBoundary>
  );
}
