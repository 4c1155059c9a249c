import { type Html, html } from "./html.ts";
import { type Chapter, type RollbackStory, type Story, short } from "./model.ts";
import { gatePlot, legend, scatter } from "./plots.ts";
import { STYLE } from "./style.ts";
import { timeline } from "./timeline.ts";

/** The whole report as one file: no script, no request, readable in light and dark. */
export function page(story: Story): string {
  const versions = story.chapters.map((chapter) => chapter.commit);
  const failed = story.traffic.filter((sample) => !sample.ok).length;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"
        />
        <link rel="icon" href="data:," />
        <title>Slipway: ${story.chapters.length} commits to production and back</title>
        <style>
          ${{ markup: STYLE }}
        </style>
      </head>
      <body>
        <header>
          <h1>${story.chapters.length} commits, two environments, one rollback</h1>
          <p class="lead">
            Production answers with <code>${short(story.production.commit)}</code>. ${story.traffic.length} requests
            were sent to it meanwhile, <strong>${failed} failed</strong>. The whole story took
            ${story.seconds.toFixed(0)}
            s${story.peakMemory === undefined ? "" : ` and ${story.peakMemory.toFixed(0)} MB of memory at its peak`}.
          </p>
        </header>
        <main>
          <section>
            <h2>Production, as its users saw it</h2>
            ${legend(versions)}
            <figure>
              ${scatter(thin(story.traffic), versions, "Latency of the requests to production, coloured by the version that answered")}
            </figure>
          </section>
          <section>
            <h2>Releases</h2>
            ${releases(story)}
          </section>
          ${story.chapters.map((chapter, index) => tell(chapter, index, versions))}
        </main>
        <footer>
          Made by <code>npm start</code> on the local cloud: real processes, a real Postgres, the same workflows and
          bundles that run on GitHub.
        </footer>
      </body>
    </html> `.markup;
}

/** At most 1,500 marks, but every failure. */
function thin(samples: Story["traffic"]): Story["traffic"] {
  const step = Math.ceil(samples.length / 1500);
  return samples.filter((sample, index) => !sample.ok || index % step === 0);
}

const releases = ({ releases: all }: Story): Html => html`<div class="scroll">
  <table>
    <thead>
      <tr>
        <th>Environment</th>
        <th>Commit</th>
        <th>Kind</th>
        <th>State</th>
        <th>Migration head</th>
        <th>Note</th>
      </tr>
    </thead>
    <tbody>
      ${all.map(
        (release) =>
          html`<tr>
            <td>${release.environment}</td>
            <td><code>${short(release.commit)}</code></td>
            <td>${release.kind}</td>
            <td><span class="badge ${release.state}">${release.state}</span></td>
            <td>${release.migrationHead ?? ""}</td>
            <td class="note">${release.note}</td>
          </tr>`,
      )}
    </tbody>
  </table>
</div>`;

const tell = (chapter: Chapter, index: number, versions: readonly string[]): Html => html`<section>
  <h2>
    ${index + 1}. ${chapter.title} <code>${short(chapter.commit)}</code>
    <span class="badge ${chapter.outcome}">${chapter.outcome}</span>
  </h2>
  ${timeline(chapter)} ${chapter.rollback === undefined ? "" : rollback(chapter.rollback)}
  ${
    chapter.gates.length === 0
      ? ""
      : html`<h3>What the gates saw</h3>
          ${legend(versions)}`
  }
  ${chapter.gates.map((gate) => gatePlot(gate, versions))}
</section>`;

const rollback = (told: RollbackStory): Html => html`<aside class="rollback">
  <h3>
    Rolled back: ${told.environment} went from <code>${short(told.from)}</code> to
    <code>${short(told.to)}</code>${told.seconds === undefined ? "" : ` in ${told.seconds.toFixed(1)} s`}
  </h3>
  <p>${told.why}</p>
  <ul>
    ${told.services.map(({ name, what }) => html`<li><strong>${name}</strong>: ${what}</li>`)}
  </ul>
</aside>`;
