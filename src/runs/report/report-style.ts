import { html } from "./html.ts";

/** The report's whole look; it loads nothing. */
export const reportStyle = html`
  :root { color-scheme: light dark; --ink: #17212b; --paper: #fbfcfb; --soft: #5c6771; --rule: #d6ddd9;
  --good: #0a6b5e; --bad: #b23b12; --marker: #ffe66b; } @media (prefers-color-scheme: dark) { :root { --ink:
  #e6ebe8; --paper: #12181d; --soft: #9aa6ae; --rule: #33404a; --good: #5cc9b4; --bad: #f0906c; --marker:
  #6b5c00; } } * { box-sizing: border-box; } body { margin: 0 auto; max-width: 1080px; padding: 40px 24px
  80px; background: var(--paper); color: var(--ink); font: 16px/1.6 "Segoe UI", system-ui, Roboto, "Noto
  Sans", Arial, sans-serif; } h1 { font-size: 34px; line-height: 1.2; margin: 0 0 8px; } h2 { font-size: 21px;
  margin: 56px 0 12px; border-top: 1px solid var(--rule); padding-top: 16px; } h3 { font-size: 16px; margin:
  24px 0 8px; } p { max-width: 68ch; } .soft { color: var(--soft); } .big { font-size: 24px; line-height: 1.4;
  max-width: 40ch; } table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums;
  font-size: 14px; } th, td { text-align: left; vertical-align: top; padding: 6px 12px 6px 0; border-bottom:
  1px solid var(--rule); overflow-wrap: anywhere; } th { font-weight: 600; } .number { text-align: right;
  white-space: nowrap; } code { overflow-wrap: anywhere; } pre { margin: 8px 0; padding: 12px 16px;
  border-left: 3px solid var(--rule); white-space: pre-wrap; overflow-wrap: anywhere; font: 14px/1.6
  ui-monospace, Menlo, Consolas, "Liberation Mono", monospace; unicode-bidi: isolate; } ins { background:
  var(--marker); text-decoration: none; } del { color: var(--bad); } .good { color: var(--good); } .bad {
  color: var(--bad); } details { margin: 8px 0; } summary { cursor: pointer; } svg { display: block; width:
  100%; height: auto; margin: 12px 0; } svg text { fill: currentColor; font-size: 12px; } ul.tree, ul.tree ul
  { list-style: none; margin: 0; padding-left: 20px; border-left: 1px solid var(--rule); } ul.tree {
  padding-left: 0; border: 0; } @media print { details { break-inside: avoid; } body { max-width: none;
  padding: 0; } }
`;
