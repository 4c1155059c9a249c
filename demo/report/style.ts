/** The report's look. Colours keep a contrast of at least 4.5:1 on their ground in both schemes. */
export const STYLE = `
:root { color-scheme: light dark; --ground: #fbfbfa; --panel: #ffffff; --ink: #1c2127; --muted: #596270; --line: #dfe3e8;
  --good: #15703f; --bad: #b3261e; --warn: #8a5300; --v0: #2563a8; --v1: #15703f; --v2: #8e3a9d; }
@media (prefers-color-scheme: dark) { :root { --ground: #14171a; --panel: #1c2126; --ink: #e7eaee; --muted: #a3adb9; --line: #343b43;
  --good: #6fd39b; --bad: #ff9b92; --warn: #f0b95e; --v0: #8ab8f2; --v1: #6fd39b; --v2: #dba3e8; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem 3rem; background: var(--ground); color: var(--ink);
  font: 1rem/1.55 system-ui, sans-serif; }
h1 { font-size: 1.7rem; margin: 0 0 .3rem; } h2 { font-size: 1.2rem; margin: 0 0 .8rem; } h3 { font-size: 1rem; } h4 { margin: 1rem 0 .3rem; font-size: .95rem; }
.lead { font-size: 1.05rem; } .muted, footer, .check { color: var(--muted); font-size: .88rem; }
section { background: var(--panel); border: 1px solid var(--line); border-radius: 10px; padding: 1.1rem; margin: 1.1rem 0; overflow-wrap: break-word; }
code, pre { font: .86em/1.45 ui-monospace, monospace; } pre { overflow-x: auto; padding: .7rem; border: 1px solid var(--line); border-radius: 6px; white-space: pre-wrap; max-height: 24rem; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; } th, td { text-align: left; padding: .35rem .5rem; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--muted); font-weight: 600; } td.note, td pre, .rollback p { overflow-wrap: anywhere; } td.note { min-width: 12rem; } .rollback p { white-space: pre-line; } .number { text-align: right; font-variant-numeric: tabular-nums; } .scroll { overflow-x: auto; }
.badge { display: inline-block; font-size: .78rem; font-weight: 600; padding: .05rem .5rem; border-radius: 99px; border: 1px solid currentColor; color: var(--muted); }
.badge.success, .badge.passed, .badge.verified { color: var(--good); } .badge.failure, .badge.failed { color: var(--bad); } .badge.rolled-back, .badge.inconclusive, .badge.cancelled { color: var(--warn); }
.lane { display: grid; grid-template-columns: minmax(6rem, 14rem) 1fr 4rem; gap: .6rem; align-items: center; font-size: .86rem; padding: .16rem 0; }
.lane-track { position: relative; height: 1.25rem; background: color-mix(in srgb, var(--line) 45%, transparent); border-radius: 4px; overflow: hidden; }
.lane-time { text-align: right; font-variant-numeric: tabular-nums; color: var(--muted); }
.bar { position: absolute; inset-block: 0; background: color-mix(in srgb, var(--muted) 35%, transparent); } .bar.success { background: color-mix(in srgb, var(--good) 30%, transparent); } .bar.failure { background: color-mix(in srgb, var(--bad) 30%, transparent); }
.tick { position: absolute; bottom: 0; height: .45rem; background: var(--muted); border-right: 1px solid var(--panel); } .tick.success { background: var(--good); } .tick.failure { background: var(--bad); } .tick.skipped { display: none; }
figure { margin: .8rem 0 1.2rem; } figcaption { font-weight: 600; } svg { width: 100%; height: auto; display: block; }
.grid { stroke: var(--line); } .axis { fill: var(--muted); font: 11px system-ui, sans-serif; } circle { fill: var(--muted); fill-opacity: .35; } circle[class] { fill-opacity: .8; } .miss, .cross { fill: var(--bad); color: var(--bad); font-size: 11px; font-style: normal; font-weight: 700; text-anchor: middle; }
circle.v0 { fill: var(--v0); } circle.v1 { fill: var(--v1); } circle.v2 { fill: var(--v2); } .dot { display: inline-block; width: .65rem; height: .65rem; border-radius: 50%; margin-right: .35rem; background: var(--muted); } .dot.v0 { background: var(--v0); } .dot.v1 { background: var(--v1); } .dot.v2 { background: var(--v2); }
.legend { display: flex; flex-wrap: wrap; gap: 1.1rem; margin: 0 0 .4rem; font-size: .88rem; }
.rollback { border-left: 4px solid var(--warn); padding: .1rem 1rem; margin: 1rem 0; background: color-mix(in srgb, var(--warn) 8%, transparent); }
details { margin: .5rem 0; } summary { cursor: pointer; color: var(--muted); }
@media (max-width: 34rem) { .lane { grid-template-columns: 1fr 3.5rem; } .lane-name { grid-column: 1 / -1; } }
`;
