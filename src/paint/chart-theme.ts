/** The colours a canvas draws with, read from the stylesheet's custom properties so that both agree. */
export interface ChartTheme {
  readonly paper: string;
  readonly paper2: string;
  readonly paper3: string;
  readonly rule: string;
  readonly rule2: string;
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  readonly marker: string;
  readonly markerEdge: string;
  readonly pass: string;
  readonly fail: string;
  readonly sans: string;
  /** Of small print, in CSS pixels: larger on large screens and before a class. */
  readonly size: number;
  /** Colours c0 to c7; c0 is the seed's. */
  readonly candidates: readonly string[];
}

function systemColours(): Partial<ChartTheme> {
  return {
    paper: "Canvas",
    paper2: "Canvas",
    paper3: "GrayText",
    rule: "GrayText",
    rule2: "GrayText",
    ink: "CanvasText",
    ink2: "CanvasText",
    ink3: "CanvasText",
    marker: "Highlight",
    markerEdge: "Highlight",
  };
}

/** Reads the theme that holds for `element`; with forced colours the system's own take over. */
export function readChartTheme(element: Element): ChartTheme {
  // A custom property keeps `light-dark(…)` as it is written; only a colour that is used is resolved.
  const probe = element.ownerDocument.createElement("i");
  element.append(probe);
  const read = (name: string): string => {
    probe.style.color = `var(${name}, #777)`;
    return getComputedStyle(probe).color;
  };
  const theme: ChartTheme = {
    paper: read("--paper"),
    paper2: read("--paper-2"),
    paper3: read("--paper-3"),
    rule: read("--rule"),
    rule2: read("--rule-2"),
    ink: read("--ink"),
    ink2: read("--ink-2"),
    ink3: read("--ink-3"),
    marker: read("--marker"),
    markerEdge: read("--marker-edge"),
    pass: read("--pass"),
    fail: read("--fail"),
    size: Number.parseFloat(getComputedStyle(element).getPropertyValue("--t-1")) || 12,
    sans: getComputedStyle(element).getPropertyValue("--sans").trim() || "sans-serif",
    candidates: Array.from({ length: 8 }, (_, index) => read(`--c${index}`)),
  };
  probe.remove();
  return matchMedia("(forced-colors: active)").matches ? { ...theme, ...systemColours() } : theme;
}
