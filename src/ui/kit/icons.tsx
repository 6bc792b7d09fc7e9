/** The only pictures: play, pause, step, stop, lock, light/dark, tick, cross, and the brand. */
import type { JSX } from "solid-js";

function Icon(props: {
  readonly width: number;
  readonly height: number;
  /** A shape in the colour of the words beside it. */
  readonly filled?: string;
  /** A line, and how thick it is. */
  readonly line?: string;
  readonly thick?: number;
  readonly children?: JSX.Element;
}): JSX.Element {
  return (
    <svg
      width={props.width}
      height={props.height}
      viewBox={`0 0 ${props.width} ${props.height}`}
      aria-hidden="true"
    >
      <path
        d={props.filled ?? props.line}
        fill={props.filled === undefined ? "none" : "currentColor"}
        stroke={props.filled === undefined ? "currentColor" : undefined}
        stroke-width={props.thick}
      />
      {props.children}
    </svg>
  );
}

export const PlayIcon = (): JSX.Element => <Icon width={10} height={12} filled="M0 0l10 6-10 6z" />;
export const PauseIcon = (): JSX.Element => (
  <Icon width={10} height={12} filled="M0 0h3.5v12H0zM6.5 0H10v12H6.5z" />
);
export const StepIcon = (): JSX.Element => (
  <Icon width={12} height={12} filled="M0 0l8 6-8 6zM9 0h2.5v12H9z" />
);
export const StopIcon = (): JSX.Element => <Icon width={10} height={12} filled="M0 1h10v10H0z" />;
export const LockIcon = (): JSX.Element => (
  <Icon width={13} height={14} line="M2 6.5h9v6H2zM4 6.5V4a2.5 2.5 0 0 1 5 0v2.5" thick={1.5} />
);
export const ThemeIcon = (): JSX.Element => (
  <Icon width={15} height={15} filled="M7.5 1.5a6 6 0 0 1 0 12z">
    <circle cx="7.5" cy="7.5" r="6" fill="none" stroke="currentColor" stroke-width="1.5" />
  </Icon>
);
export const TickIcon = (): JSX.Element => <Icon width={11} height={10} line="M1 5.4l3 3L10 1.5" thick={2} />;
export const CrossIcon = (): JSX.Element => <Icon width={10} height={10} line="M1 1l8 8M9 1L1 9" thick={2} />;
export const BrandIcon = (): JSX.Element => (
  <Icon width={20} height={20} line="M1 17.5h4.5v-5h5v-5h4v-4H19" thick={2}>
    <circle cx="5.5" cy="4.5" r="3" fill="var(--marker)" stroke="currentColor" stroke-width="1.5" />
  </Icon>
);
