import { type Html, html } from "./html.ts";
import { type GatePlot, type Sample, short } from "./model.ts";

const WIDTH = 720;
/** A plot of fewer marks is lower. */
const FEW = 50;

const MARGIN = { left: 46, right: 8, top: 10, bottom: 22 };

/** Latency over time, one mark a sample; a failed one is a cross on the upper edge, each version has its own colour. */
export function scatter(samples: readonly Sample[], versions: readonly string[], label: string): Html {
  if (samples.length === 0) return html`<p class="muted">No samples.</p>`;
  const from = Math.min(...samples.map((sample) => sample.at));
  const span = Math.max(1, Math.max(...samples.map((sample) => sample.at)) - from);
  const top = Math.max(10, ...samples.map((sample) => sample.milliseconds)) * 1.1;
  const height = samples.length < FEW ? 96 : 150;
  const x = (at: number) => MARGIN.left + ((at - from) / span) * (WIDTH - MARGIN.left - MARGIN.right);
  const y = (latency: number) => height - MARGIN.bottom - (latency / top) * (height - MARGIN.top - MARGIN.bottom);
  const mark = (sample: Sample) => {
    const title = `${(sample.at / 1000).toFixed(1)} s: ${sample.status ?? "no answer"}, ${sample.milliseconds.toFixed(0)} ms, ${short(sample.commit)}`;
    const [left, above] = [x(sample.at).toFixed(1), y(sample.milliseconds).toFixed(1)];
    return sample.ok
      ? html`<circle${className(versions, sample)} cx="${left}" cy="${above}" r="2.6"
          ><title>${title}</title></circle
        >`
      : html`<text class="miss" x="${left}" y="${MARGIN.top + 8}">✕<title>${title}</title></text>`;
  };
  const line = (latency: number) => html`<line
      class="grid"
      x1="${MARGIN.left}"
      x2="${WIDTH - MARGIN.right}"
      y1="${y(latency)}"
      y2="${y(latency)}"
    />
    <text class="axis" x="${MARGIN.left - 6}" y="${y(latency) + 4}" text-anchor="end">${latency.toFixed(0)} ms</text>`;
  return html`<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${label}">
    ${[0, top / 2.2, top / 1.1].map(line)}
    <text class="axis" x="${MARGIN.left}" y="${height - 6}">${(from / 1000).toFixed(1)} s</text>
    <text class="axis" x="${WIDTH - MARGIN.right}" y="${height - 6}" text-anchor="end">
      ${((from + span) / 1000).toFixed(1)} s
    </text>
    ${samples.map(mark)}
  </svg>`;
}

const className = (versions: readonly string[], { commit }: Sample): Html =>
  commit === undefined ? html`` : html` class="v${versions.indexOf(commit)}"`;

export const legend = (versions: readonly string[]): Html =>
  html`<p class="legend">
    ${versions.map((version, index) => html`<span><i class="dot v${index}"></i><code>${short(version)}</code></span>`)}<span
      ><i class="cross">✕</i> failed</span
    >
  </p>`;

export const gatePlot = (gate: GatePlot, versions: readonly string[]): Html => html`<figure>
  <figcaption>
    ${gate.title} <span class="badge ${gate.verdict}">${gate.verdict}</span>
    <span class="muted">expected <code>${short(gate.expected)}</code></span>
  </figcaption>
  ${gate.checks.map(
    ({ name, samples }) =>
      html`<p class="check">
          ${name}: ${samples.filter((sample) => sample.ok).length} of ${samples.length} answers good
        </p>
        ${scatter(samples, versions, `${gate.title}, ${name}: latency of each probe`)}`,
  )}
  <details>
    <summary>Evidence</summary>
    <pre>${gate.evidence}</pre>
  </details>
</figure>`;
