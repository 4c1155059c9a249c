import { Failure } from "../action/failure.ts";
import { oneLine } from "../action/text.ts";
import type { CommitFile, Commits } from "../ports/commits.ts";
import { compare } from "./compare.ts";
import { lockfileFor } from "./lockfiles/lockfile-for.ts";
import { type Lockfile, folderOf, pathFrom } from "./lockfiles/lockfile.ts";
import { isPom, mavenPom, modulesIn } from "./lockfiles/maven.ts";
import { refuse } from "./lockfiles/refuse.ts";
import { includedIn, isRequirements, requirementsFile } from "./lockfiles/requirements.ts";
import type { Comparison, Inventory } from "./types.ts";

/** Lock files of one commit. */
const MOST_FILES = 20_000;
/** A link to a link to a link: more is a loop, or a joke. */
const MOST_LINKS = 5;

/** Files that requirements files name, beside those that are known by their names. */
const MOST_INCLUDED = 500;

/** One lock file at one commit, with the files that it wants beside it. */
interface Found {
  readonly lockfile: Lockfile;
  readonly id: string;
  readonly beside: readonly CommitFile[];
}

/**
 * What changed in all lock files between two commits; without `base`, all that head has is added. A file that is the same in both, with the
 * same files beside it, is read once. A lock file in head that cannot be read rejects with SLIP-DEPS-LOCKFILE; in base it counts as empty and
 * its inventory says so, since the change may be the one that mends it.
 */
export async function compareCommits(commits: Commits, base: string | undefined, head: string): Promise<Comparison> {
  const [before, after] = await Promise.all([
    base === undefined ? [] : lockfilesAt(commits, base),
    lockfilesAt(commits, head),
  ]);
  const wanted = [...before, ...after].flatMap(({ id, beside }) => [id, ...beside.map((file) => file.id)]);
  const texts = await commits.texts([...new Set(wanted)]);

  const known = new Map<string, Inventory>();
  const besideOf = neighbours(texts);
  const read = (found: Found): Inventory => {
    const beside = besideOf(found.beside);
    const key = [found.lockfile.path, found.id, beside.number].join("\0");
    const inventory = known.get(key) ?? readOne(found, texts, beside.texts);
    known.set(key, inventory);
    return inventory;
  };
  const now = after.map(read);
  return compare(
    before.map((found) => orEmpty(found, read)),
    now,
  );
}

/** Text of a file at a commit, following links; undefined when there is none. */
export async function readPath(commits: Commits, commit: string, path: string): Promise<string | undefined> {
  const files = new Map((await commits.files(commit)).map((file) => [file.path, file]));
  const file = await resolve(files.get(path), files, commits);
  return file === undefined ? undefined : (await commits.texts([file.id])).get(file.id);
}

async function lockfilesAt(commits: Commits, commit: string): Promise<Found[]> {
  const files = await commits.files(commit);
  const byPath = new Map(files.map((file) => [file.path, file]));
  const recognised = files.flatMap((file) => {
    const lockfile = lockfileFor(file.path);
    return lockfile === undefined ? [] : [{ lockfile, file }];
  });
  if (recognised.length > MOST_FILES) {
    throw refuse("The repository", `it has ${recognised.length} lock files, and at most ${MOST_FILES} are read.`);
  }
  const manifests = files.filter(({ path }) =>
    /(?:^|\/)(?:package\.json|pyproject\.toml|Pipfile|go\.sum|Cargo\.toml|Gemfile|gems\.rb|composer\.json|pom\.xml|gradle\/verification-metadata\.xml)$/.test(
      path,
    ),
  );
  // All poms of a repository want all of them: one function, one list.
  const wanted = new Map<Lockfile["wants"], readonly CommitFile[]>();
  const find = async (lockfile: Lockfile, file: CommitFile | undefined): Promise<Found[]> => {
    const target = await resolve(file, byPath, commits);
    if (target === undefined) return [];
    const beside = wanted.get(lockfile.wants) ?? manifests.filter(({ path }) => lockfile.wants(path));
    wanted.set(lockfile.wants, beside);
    return [{ lockfile, id: target.id, beside }];
  };
  const found = (await Promise.all(recognised.map(({ lockfile, file }) => find(lockfile, file)))).flat();
  return [...found, ...(await included(found))];

  /** What requirements files and poms name that nobody would know by its name, and what that names. */
  async function included(all: readonly Found[]): Promise<readonly Found[]> {
    const known = new Set(all.map(({ lockfile }) => lockfile.path));
    const more: Found[] = [];
    let open = all.filter(({ lockfile: { path } }) => isRequirements(path) || isPom(path));
    for (let depth = 0; depth < MOST_LINKS && open.length > 0; depth++) {
      // oxlint-disable no-await-in-loop -- which files come next is in these
      const texts = await commits.texts(open.map(({ id }) => id));
      const named = open.flatMap(({ lockfile: { path, ecosystem }, id }) => {
        const [targets, as] =
          ecosystem === "Maven" ? ([modulesIn, mavenPom] as const) : ([includedIn, requirementsFile] as const);
        return targets(texts.get(id) ?? "").flatMap((target) => {
          const from = pathFrom(folderOf(path), target);
          return from === undefined ? [] : [[from, as] as const];
        });
      });
      const fresh = [...new Map(named)]
        .filter(([path]) => !known.has(path) && byPath.has(path))
        .slice(0, MOST_INCLUDED - more.length);
      for (const [path] of fresh) known.add(path);
      open = (await Promise.all(fresh.map(([path, as]) => find(as(path), byPath.get(path))))).flat();
      // oxlint-enable no-await-in-loop
      more.push(...open);
    }
    return more;
  }
}

/** The file that a link in the repository leads to in the end; undefined for one that leads nowhere, or out of it. */
async function resolve(
  file: CommitFile | undefined,
  files: ReadonlyMap<string, CommitFile>,
  commits: Commits,
): Promise<CommitFile | undefined> {
  let current = file;
  for (let links = 0; current?.kind === "link"; links++) {
    if (links === MOST_LINKS) return undefined;
    // oxlint-disable-next-line no-await-in-loop -- one link leads to the next
    const target: string = (await commits.texts([current.id])).get(current.id) ?? "";
    current = files.get(pathFrom(folderOf(current.path), target) ?? "");
  }
  return current;
}

interface Beside {
  /** The same for the same files with the same content. */
  readonly number: number;
  readonly texts: ReadonlyMap<string, string>;
}

/** Files beside a lock file with their texts, each list of them once. */
function neighbours(texts: ReadonlyMap<string, string>): (files: readonly CommitFile[]) => Beside {
  const known = new Map<readonly CommitFile[], Beside>();
  const numbers = new Map<string, number>();
  return (files) => {
    const found = known.get(files);
    if (found !== undefined) return found;
    const key = files.map(({ path, id }) => `${path}\0${id}`).join("\0");
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    const there = files.flatMap(({ path, id }) => {
      const text = texts.get(id);
      return text === undefined ? [] : [[path, text] as const];
    });
    const beside = { number, texts: new Map(there) };
    known.set(files, beside);
    return beside;
  };
}

function readOne({ lockfile, id }: Found, texts: ReadonlyMap<string, string>, beside: Beside["texts"]): Inventory {
  const text = texts.get(id);
  if (text === undefined) throw refuse(lockfile.path, "it is too large.");
  return lockfile.read(text, beside);
}

function orEmpty(found: Found, read: (found: Found) => Inventory): Inventory {
  try {
    return read(found);
  } catch (thrown) {
    if (!(thrown instanceof Failure) || thrown.code !== "SLIP-DEPS-LOCKFILE") throw thrown;
    const { path, ecosystem } = found.lockfile;
    const notes = [
      `Before this change it could not be read, so all that it pins counts as new. ${oneLine(thrown.message)}`,
    ];
    return { file: path, format: "unreadable", ecosystem, dependencies: [], notes };
  }
}
