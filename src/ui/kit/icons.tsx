/** The only pictures: play, pause, step, stop, lock, light/dark, tick, cross, and the brand. */
import type { JSX } from "solid-js";

export function PlayIcon(): JSX.Element {
  return (
    <svg width="10" height="12" viewBox="0 0 10 12" aria-hidden="true">
      <path d="M0 0l10 6-10 6z" fill="currentColor" />
    </svg>
  );
}
export function PauseIcon(): JSX.Element {
  return (
    <svg width="10" height="12" viewBox="0 0 10 12" aria-hidden="true">
      <path d="M0 0h3.5v12H0zM6.5 0H10v12H6.5z" fill="currentColor" />
    </svg>
  );
}
export function StepIcon(): JSX.Element {
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      <path d="M0 0l8 6-8 6zM9 0h2.5v12H9z" fill="currentColor" />
    </svg>
  );
}
export function StopIcon(): JSX.Element {
  return (
    <svg width="10" height="12" viewBox="0 0 10 12" aria-hidden="true">
      <path d="M0 1h10v10H0z" fill="currentColor" />
    </svg>
  );
}
export function LockIcon(): JSX.Element {
  return (
    <svg width="13" height="14" viewBox="0 0 13 14" aria-hidden="true">
      <path
        d="M2 6.5h9v6H2zM4 6.5V4a2.5 2.5 0 0 1 5 0v2.5"
        fill="none"
        stroke="currentColor"
        stroke-width="1.5"
      />
    </svg>
  );
}
export function ThemeIcon(): JSX.Element {
  return (
    <svg width="15" height="15" viewBox="0 0 15 15" aria-hidden="true">
      <circle cx="7.5" cy="7.5" r="6" fill="none" stroke="currentColor" stroke-width="1.5" />
      <path d="M7.5 1.5a6 6 0 0 1 0 12z" fill="currentColor" />
    </svg>
  );
}
export function TickIcon(): JSX.Element {
  return (
    <svg width="11" height="10" viewBox="0 0 11 10" aria-hidden="true">
      <path d="M1 5.4l3 3L10 1.5" fill="none" stroke="currentColor" stroke-width="2" />
    </svg>
  );
}
export function CrossIcon(): JSX.Element {
  return (
    <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
      <path d="M1 1l8 8M9 1L1 9" fill="none" stroke="currentColor" stroke-width="2" />
    </svg>
  );
}
export function BrandIcon(): JSX.Element {
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
      <path d="M1 17.5h4.5v-5h5v-5h4v-4H19" fill="none" stroke="currentColor" stroke-width="2" />
      <circle cx="5.5" cy="4.5" r="3" fill="var(--marker)" stroke="currentColor" stroke-width="1.5" />
    </svg>
  );
}
